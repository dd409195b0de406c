import Type, { type TSchema } from "typebox";
import { describe, expect, it } from "vitest";
import { fitTo } from "../../src/contract/misfit.ts";

const box = Type.Object({ x: Type.Number(), "a key": Type.Optional(Type.Boolean()) });
const Params = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1 })),
    mode: Type.Optional(Type.Enum(["fast", "exact"])),
    digits: Type.Optional(Type.Union([Type.Integer(), Type.String({ pattern: "^\\d+$" })])),
    boxes: Type.Optional(Type.Array(box)),
    kind: Type.Optional(Type.Literal("face")),
    "a/b": Type.Optional(Type.Null()),
  },
  { additionalProperties: false },
);

describe("fitTo", () => {
  it.each([
    [{ limit: "x" }, 'params.limit: expected integer, got "x"'],
    [{ limit: 1.5 }, "params.limit: expected integer, got 1.5"],
    [{ limit: 0 }, "params.limit: expected >= 1, got 0"],
    [{ limit: null }, "params.limit: expected integer, got null"],
    [{ mode: "slow" }, 'params.mode: expected "fast" or "exact", got "slow"'],
    [{ digits: "ten" }, 'params.digits: expected integer or pattern "^\\d+$", got "ten"'],
    [{ boxes: [{ x: 1 }, { x: "1" }] }, 'params.boxes[1].x: expected number, got "1"'],
    [{ boxes: [{}] }, "params.boxes[0]: lacks x"],
    [{ boxes: [{ x: 1, "a key": 1 }] }, 'params.boxes[0]["a key"]: expected boolean, got 1'],
    [{ kind: "cat" }, 'params.kind: expected "face", got "cat"'],
    [{ "a/b": 1 }, 'params["a/b"]: expected null, got 1'],
    [{ limits: 1 }, "params.limits: unknown key"],
    [{ mode: "m".repeat(100) }, `params.mode: expected "fast" or "exact", got "${"m".repeat(39)}...`],
    [[1], "params: expected object, got [1]"],
    ["text", 'params: expected object, got "text"'],
  ])("says where %j does not fit, and why", (value, misfit) => {
    expect(fitTo(Params, value, "params")).toEqual({ misfit });
  });

  it.each<[string, TSchema, unknown, unknown]>([
    ["what fits as it is", Params, { limit: 3, boxes: [{ x: 0.5 }] }, { limit: 3, boxes: [{ x: 0.5 }] }],
    ["defaults", Type.Object({ limit: Type.Integer({ default: 5 }) }), {}, { limit: 5 }],
    ["unknown keys where the schema does not forbid them", Type.Object({}), { more: 1 }, { more: 1 }],
  ])("gives %s", (_, schema, value, fitting) => {
    expect(fitTo(schema, JSON.parse(JSON.stringify(value)), "params")).toEqual({ value: fitting });
  });
});
