import protobuf from "protobufjs/minimal.js";
import { SettingsError } from "../../contract/settings.ts";
import type { Program, Variable } from "./program.ts";

/** What Paddle Serving keeps beside a model of the tensors that it takes and gives, as text and as bytes. */
export interface ModelConfig {
  readonly text: string;
  readonly stream: Uint8Array;
}

/** By the number of Paddle's own type: those of `feed_type` and `fetch_type` (spec: paddle, section B4). */
const TYPES: ReadonlyMap<number, number> = new Map([
  [3, 0],
  [5, 1],
  [2, 2],
  [6, 3],
  [1, 4],
  [4, 5],
  [22, 6],
  [20, 7],
  [21, 8],
  [0, 9],
  [23, 10],
  [24, 11],
]);
const UNKNOWN_TYPE = -1;

/**
 * @param feedAliases what clients call them, in the order in which they are fed; undefined: as the program does
 * @param fetchAliases likewise, in the order of their names, which is the one of the file
 * @throws SettingsError when there are not as many
 */
export function modelConfig(
  { feeds, fetches }: Program,
  feedAliases: readonly string[] | undefined,
  fetchAliases: readonly string[] | undefined,
): ModelConfig {
  const sorted = [...fetches].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const entries = [...entriesOf("feed", feeds, feedAliases), ...entriesOf("fetch", sorted, fetchAliases)];
  return { text: entries.map(asText).join(""), stream: asStream(entries) };
}

interface Entry {
  readonly kind: "feed" | "fetch";
  readonly name: string;
  readonly alias: string;
  readonly isLodTensor: boolean;
  readonly type: number;
  readonly shape: readonly number[];
}

function entriesOf(
  kind: Entry["kind"],
  variables: readonly Variable[],
  aliases: readonly string[] = variables.map(({ name }) => name),
): Entry[] {
  if (aliases.length !== variables.length) {
    const names = variables.map(({ name }) => name).join(", ");
    throw new SettingsError(`--${kind}_alias_names: ${aliases.length} names for ${variables.length} (${names})`);
  }
  return variables.map(({ name, dtype, shape, lodLevel }, index) => ({
    kind,
    name,
    alias: aliases[index] ?? name,
    isLodTensor: lodLevel >= 1,
    type: TYPES.get(dtype) ?? UNKNOWN_TYPE,
    shape: lodLevel >= 1 ? [-1] : shape.filter((size) => size >= 0),
  }));
}

function asText({ kind, name, alias, isLodTensor, type, shape }: Entry): string {
  const lines = [
    `name: ${JSON.stringify(name)}`,
    `alias_name: ${JSON.stringify(alias)}`,
    `is_lod_tensor: ${isLodTensor}`,
    `${kind}_type: ${type}`,
    ...shape.map((size) => `shape: ${size}`),
  ];
  return `${kind}_var {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

const FIELDS = { feed: 1, fetch: 2 } as const;
const LENGTH_DELIMITED = 2;

function asStream(entries: readonly Entry[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const { kind, name, alias, isLodTensor, type, shape } of entries) {
    writer.uint32((FIELDS[kind] << 3) | LENGTH_DELIMITED).fork();
    writer.uint32(0x0a).string(name).uint32(0x12).string(alias);
    writer.uint32(0x18).bool(isLodTensor).uint32(0x20).int32(type);
    for (const size of shape) writer.uint32(0x28).int32(size);
    writer.ldelim();
  }
  return writer.finish();
}
