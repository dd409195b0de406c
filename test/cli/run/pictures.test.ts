import { join } from "node:path";
import { expect, it } from "vitest";
import { picturesOf } from "../../../src/cli/run/pictures.ts";
import { folderWith } from "../../support/folders.ts";

it("names a picture after each input, a second one of the same name with a number", async () => {
  const names = ["a/one.jpg", "b/one.png", "https://host/x/two.jpg?size=3", "data:,x", "http://", "b/one"];
  const files = ["one.png", "one-2.png", "two.png", "data.png", "input.png", "one-3.png"];
  expect(await picturesOf("out", { names, isList: true })).toEqual(files.map((file) => join("out", file)));
});

it("overwrites no input", async () => {
  const folder = await folderWith({ "a.png": "", "b.jpg": "" });
  const [a, b] = [join(folder, "a.png"), join(folder, "b.jpg")];
  const message = "is an input, and is not overwritten";
  await expect(picturesOf(`${folder}/./a.png`, { names: [a], isList: false })).rejects.toThrow(message);
  await expect(picturesOf(folder, { names: [b, a], isList: true })).rejects.toThrow(message);
  expect(await picturesOf(folder, { names: [b], isList: true })).toEqual([join(folder, "b.png")]);
});
