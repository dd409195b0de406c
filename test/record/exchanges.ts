import type { Answer, Item } from "../../src/contract/call.ts";
import type { BridgeError } from "../../src/contract/errors.ts";
import type { Release } from "../../src/contract/release.ts";
import { findReleases } from "../../src/releases/folder-store.ts";
import type { Exchange } from "../../src/tap.ts";
import { layOut } from "../support/host.ts";

const [V1, V2] = await findReleases(
  await layOut({ "app/v1": { fixture: "apps/echo/v1" }, "app/v2": { fixture: "apps/echo/v1" } }),
);
if (V1 === undefined || V2 === undefined) throw new Error("there are two");
type Named = "v1" | "v2" | "tiinfer";
export const RELEASES: Readonly<Record<Named, Release>> = { v1: V1, v2: V2, tiinfer: { ...V1, dialect: "tiinfer" } };

/** One input of app/v1, and its success. */
export function exchange(
  body: string,
  more: Partial<Item> = {},
  outcome: Partial<Answer> | BridgeError = {},
): Exchange {
  const item = { reqid: body, group: false, inputs: [{ body: [Buffer.from(body)] }], ...more };
  const answer = outcome instanceof Error ? outcome : { code: 0, message: "", result: '{"n": 1.0}', ...outcome };
  return { release: RELEASES.v1, item, outcome: answer, ms: 1.23456 };
}
