import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TaichuClient } from "../support/grpc.ts";
import type { TestHost } from "../support/host.ts";
import { serveFolder } from "../support/host.ts";

/** The sample apps of other platforms. */
const APPS = ["page-text", "photo-labels", "photo-tags"] as const;
type App = (typeof APPS)[number];

/** The originals and, in their place, the ports: each pair behind one host, under the names that clients know. */
let hosts: { readonly original: TestHost; readonly port: TestHost };
let grpc: { readonly original: TaichuClient; readonly port: TaichuClient };

// The first run on a machine builds the Python environments.
beforeAll(async () => {
  const serve = (version: string) =>
    serveFolder("evals", {}, (release) => release.version === version && APPS.some((app) => app === release.app));
  const [original, port] = await Promise.all([serve("python"), serve("ts")]);
  hosts = { original, port };
  const clientOf = async ({ app }: TestHost) => new TaichuClient(await app.grpc.listen("127.0.0.1", 0));
  grpc = { original: await clientOf(original), port: await clientOf(port) };
}, 600_000);
afterAll(async () => {
  for (const client of Object.values(grpc)) client.close();
  await Promise.all(Object.values(hosts).map((host) => host.close()));
});

const base64Of = async (app: App, sample: string) =>
  (await readFile(join("evals", app, "samples", sample))).toString("base64");
const samplesOf = (app: App) => readdir(join("evals", app, "samples"));

/** Status, headers and text of both answers, which must be one and the same. */
async function answer(path: string, body: unknown, headers: Record<string, string> = {}) {
  const told = async (host: TestHost) => {
    const response = await host.post(path, body, headers);
    const { date, "x-reqid": _, ...others } = Object.fromEntries(response.headers);
    return { status: response.status, headers: others, text: await response.text() };
  };
  const [original, port] = await Promise.all([told(hosts.original), told(hosts.port)]);
  expect(port).toEqual(original);
  return original;
}

/** What both answer at the gate to one picture. */
async function atGate(app: App, sample: string) {
  const body = await readFile(join("evals", app, "samples", sample));
  const asked = Object.values(hosts).map(async (host) => {
    const response = await host.post(`/v1/eval/${app}`, body, { "Content-Type": "application/octet-stream" });
    return { status: response.status, body: JSON.parse(await response.text()) };
  });
  const [original, port] = await Promise.all(asked);
  expect(port).toEqual(original);
  return original;
}

describe("photo-tags, by tiinfer's route", () => {
  const predict = (body: unknown) => answer("/v1/models/photo-tags:predict", body);

  it("tags each picture, port and original with the same bytes", async () => {
    for (const sample of await samplesOf("photo-tags")) {
      const { status, text } = await predict({ images: [await base64Of("photo-tags", sample)] });
      expect([sample, status]).toEqual([sample, 200]);
      expect(JSON.parse(text)).toMatchObject({ result: { type: "classification", model_name: "photo-tags" } });
    }
  });

  it("tags several at once, with as many classes as are wanted, each picture as by itself", async () => {
    const images = await Promise.all(["panda.webp", "koala.webp"].map((name) => base64Of("photo-tags", name)));
    const { text } = await predict({ images, limit: 1000 });
    const { tags } = JSON.parse(text).result;
    expect(tags.map((each: { class: string }[]) => each[0]?.class)).toEqual(["giant panda", "koala"]);
    expect(tags.map((each: unknown[]) => each.length)).toEqual([1000, 1000]);
    const alone = JSON.parse((await predict({ images: images.slice(1) })).text);
    expect(alone.result.tags).toEqual([tags[1].slice(0, 5)]);
  });

  const LIST = "images must be a list of 1 to 16 pictures in base64";
  const LIMIT = "limit must be a whole number from 1 to 1000";
  const PICTURE = "images[0] is no readable picture of at most 24990001 pixels";

  it.each<[unknown, string]>([
    [{}, LIST],
    [{ images: [] }, LIST],
    [{ images: "AAAA" }, LIST],
    [{ images: new Array(17).fill("") }, LIST],
    ...[0, 2.5, 1001, true, null, "5"].map((limit): [unknown, string] => [{ images: [""], limit }, LIMIT]),
    ...["", "AAAA", "AAA", "AA=A", "QUJD\n", "画", 5, null].map((image): [unknown, string] => [
      { images: [image] },
      PICTURE,
    ]),
  ])("refuses %j", async (body, text) => {
    expect(await predict(body)).toMatchObject({ status: 422, text: `validation error: ${text}` });
  });

  it("answers the gate about one picture, and refuses there what it refuses", async () => {
    const panda = await atGate("photo-tags", "panda.webp");
    expect(panda).toMatchObject({
      status: 200,
      body: { result: { result: { tags: [[{ class: "giant panda" }, {}, {}, {}, {}]] } } },
    });
    const refused = Object.values(hosts).map((host) => host.ask("photo-tags", undefined, "no picture"));
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([422, 422]);
  });
});

describe("photo-labels, by Paddle Serving's route", () => {
  const predict = async (values: Readonly<Record<string, string>>, path = "prediction") => {
    const body = { key: Object.keys(values), value: Object.values(values), logid: 10_000 };
    const { status, text } = await answer(`/photo-labels/${path}`, body);
    return { status, text, answer: JSON.parse(text) };
  };
  const valuesOf = ({ key, value }: { key: string[]; value: string[] }) =>
    Object.fromEntries(key.map((name, index) => [name, value[index]]));

  it("labels each picture, port and original with the same bytes", async () => {
    for (const sample of await samplesOf("photo-labels")) {
      const found = await predict({ image: await base64Of("photo-labels", sample) });
      expect([sample, found.status, found.answer.err_no, found.answer.key]).toEqual([
        sample,
        200,
        0,
        ["class_id", "label", "prob"],
      ]);
    }
  });

  it("labels several at once, by whatever method, and takes no notice of other keys", async () => {
    const [panda, koala] = [await base64Of("photo-labels", "panda.webp"), await base64Of("photo-labels", "koala.webp")];
    const found = await predict({ image_1: panda, quality: "best", image_2: koala }, "anything");
    expect(valuesOf(found.answer)).toMatchObject({ class_id: "[388, 105]", label: "['giant panda', 'koala']" });
  });

  const COUNT = "there must be 1 to 16 pictures, under image, image_1 and so on";
  const PICTURE = "image is no readable picture of at most 24990001 pixels";

  it.each<[Readonly<Record<string, string>>, string]>([
    [{}, COUNT],
    [{ picture: "AAAA" }, COUNT],
    [Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`image_${index}`, ""])), COUNT],
    ...["", "AAAA", "AAA", "AA=A", "QUJD\n", "画"].map((image): [Readonly<Record<string, string>>, string] => [
      { image },
      PICTURE,
    ]),
  ])("refuses %j", async (values, text) => {
    const found = await predict(values);
    expect([found.status, found.answer]).toEqual([200, { err_no: 50, err_msg: text, key: [], value: [], tensors: [] }]);
  });

  it("answers the gate about one picture, and refuses there what it refuses", async () => {
    const { status, body } = { status: 0, body: undefined, ...(await atGate("photo-labels", "panda.webp")) };
    expect([status, valuesOf(Object(body).result)]).toMatchObject([200, { label: "['giant panda']" }]);
    const refused = Object.values(hosts).map((host) => host.ask("photo-labels", undefined, "no picture"));
    expect((await Promise.all(refused)).map((one) => one.status)).toEqual([422, 422]);
  });
});

describe("page-text, by taichu-serve's routes", () => {
  const infer = (parameters: unknown) =>
    answer("/v2/models/PageText/versions/1/infer", { parameters }, { "X-Request-Id": "r" });

  it("reads pages, port and original with the same bytes", async () => {
    for (const sample of (await samplesOf("page-text")).slice(0, 3)) {
      const { status, text } = await infer({ image: await base64Of("page-text", sample) });
      expect([sample, status]).toEqual([sample, 200]);
      expect(text).toMatch(/^\{"id": "r", "model_name": "PageText", "model_version": "1", "parameters": \{/);
    }
  });

  it("tells of a page without text that it has none", async () => {
    const { text } = await infer({ image: await base64Of("photo-tags", "panda.webp") });
    expect(JSON.parse(text).parameters).toEqual({ page: 1, lines: 0 });
  });

  it.each([{}, { image: "" }, { image: "AAAA" }, { image: "AAA" }, { image: 5 }, { image: null }, null, [], "text", 5])(
    "refuses %j",
    async (parameters) => {
      const { status, text } = await infer(parameters);
      expect(status).toBe(400);
      expect(JSON.parse(text)).toEqual({ error: "image must be a picture of at most 24990001 pixels in base64" });
    },
  );

  it("answers the gate about one picture", async () => {
    const { status, body } = { status: 0, body: undefined, ...(await atGate("page-text", "page.png")) };
    const { parameters } = Object(body).result;
    expect([status, Object.keys(parameters)]).toEqual([200, [0, 1, 2, 3, 4, 5, 6, 7].map((item) => `item_${item}`)]);
    expect(JSON.parse(parameters.item_0).text).toBe("Region-based segmentation");
  });

  it("streams the lines of page after page, each as soon as it is read", async () => {
    const request = async (sample: string, id: string) => ({
      model_name: "PageText",
      model_version: "1",
      id,
      parameters: { image: { string_param: await base64Of("page-text", sample) } },
    });
    const pages = [await request("page.png", "a"), await request("code128.png", "a"), await request("page.png", "b")];
    const [original, port] = await Promise.all(
      Object.values(grpc).map((client) =>
        client
          .stream()
          .send(...pages)
          .end()
          .rest(),
      ),
    );
    expect(port).toEqual(original);
    const told = (original ?? []).map(({ id, parameters }) => [id, Object(parameters)]);
    const ends = told.filter(([, parameters]) => parameters.lines !== undefined);
    expect(ends.map(([id, { page, lines }]) => [id, page.float_param, lines.float_param])).toEqual([
      ["a", 1, 7],
      ["a", 2, 6],
      ["b", 1, 7],
    ]);
    expect(told).toHaveLength(7 + 1 + 6 + 1 + 7 + 1);
    expect(told[8]?.[1]).toMatchObject({ page: { float_param: 2 }, line: { float_param: 1 } });
  });

  it("stops reading when its client goes after the first line", async () => {
    const image = { string_param: await base64Of("page-text", "huckleberry-finn.jpg") };
    for (const client of Object.values(grpc)) {
      const stream = client
        .stream()
        .send({ model_name: "PageText", model_version: "1", id: "x", parameters: { image } });
      const first = Object((await stream.next())?.["parameters"]);
      expect([first.line.float_param, first.text.string_param]).toEqual([1, expect.stringMatching(/\w/)]);
      stream.cancel();
      expect((await stream.ended).status).toBe("CANCELLED");
    }
  });
});
