import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joined } from "../../src/contract/bytes.ts";
import type { Answer, Item } from "../../src/contract/call.ts";
import { decodeItems, decodeReply, encodeAnswers, encodeItems } from "../../src/wire/codec.ts";
import { encodeFrame, type Frame, FrameReader, Kind } from "../../src/wire/frames.ts";

const attribute = fc.option(
  fc.jsonValue().map((value) => ({ attribute: JSON.stringify(value) })),
  { nil: {} },
);
const source = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((body) => ({ body: [Buffer.from(body)] })),
  // Large ones take another way: they are not copied into the message.
  fc.integer({ min: 16_000, max: 70_000 }).map((size) => ({ body: [Buffer.alloc(size, 7), Buffer.alloc(9, 8)] })),
  fc.string({ minLength: 1 }).map((file) => ({ file })),
);
const input = fc.tuple(source, attribute).map(([source, attribute]) => ({ ...source, ...attribute }));
const params = fc.option(
  fc.jsonValue().map((value) => ({ params: JSON.stringify(value) })),
  { nil: {} },
);
const item: fc.Arbitrary<Item> = fc
  .record({ group: fc.boolean(), inputs: fc.array(input, { minLength: 1, maxLength: 4 }), params })
  .map(({ group, inputs, params }) => ({ reqid: "r", group, inputs: group ? inputs : inputs.slice(0, 1), ...params }));

/** Bodies as texts: comparing large arrays sample by sample takes minutes. */
function comparable({ inputs, ...rest }: Item) {
  return {
    ...rest,
    inputs: inputs.map(({ body, ...input }) => ({ ...input, body: body && joined(body).toString("latin1") })),
  };
}

const answer: fc.Arbitrary<Answer> = fc
  .record({
    code: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    message: fc.string(),
    result: fc.jsonValue().map((value) => JSON.stringify(value)),
    // Large ones are not copied into the message.
    body: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 16_000, max: 70_000 }).map((size) => new Uint8Array(size).fill(7)),
    ),
    headers: fc.option(fc.dictionary(fc.string({ minLength: 1 }), fc.array(fc.string())), { nil: undefined }),
  })
  .map(({ code, message, result, body, headers }) => ({
    code,
    message,
    result,
    ...(body.length > 0 ? { body: Buffer.from(body) } : {}),
    ...(headers === undefined ? {} : { headers }),
  }));

function comparableAnswer({ body, ...rest }: Answer) {
  return { ...rest, body: body && Buffer.from(body).toString("latin1") };
}

/** The headers of answers, as the Python runner puts them into a frame's head. */
function headItems(answers: readonly Answer[]) {
  return answers.flatMap(({ headers }, index) =>
    headers === undefined
      ? []
      : [{ index, headers: Object.entries(headers).map(([name, values]) => ({ name, values: [...values] })) }],
  );
}

const NOTHING = { reqids: [], targets: [], session: "" };

describe("the codec", () => {
  it("brings items through unchanged", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), (items) => {
        const head = { reqids: items.map(({ reqid }) => reqid), targets: [], session: "" };
        const decoded = decodeItems(Buffer.concat(encodeItems(items)), head);
        expect(decoded.map(comparable)).toEqual(items.map(comparable));
      }),
    );
  });

  it("brings answers and their headers through unchanged", () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 5 }), (answers) => {
        const head = { kind: Kind.REPLY, call: 1, items: headItems(answers), inferenceUs: 7 };
        let frame: Frame | undefined;
        new FrameReader().push(Buffer.concat(encodeFrame(head, ...encodeAnswers(answers))), (received) => {
          frame = received;
        });
        if (frame === undefined) throw new Error("one frame was written");
        const reply = decodeReply(frame.head, frame.payload);
        expect(reply).toMatchObject({ code: 0, message: "", inferenceUs: 7 });
        expect(reply.answers.map(comparableAnswer)).toEqual(answers.map(comparableAnswer));
      }),
    );
  });

  it("refuses a payload that is something else", () => {
    expect(() => decodeItems(Buffer.from([0x0a, 0x7f, 0x01]), NOTHING)).toThrow("not the message");
  });
});

describe("the generated code", () => {
  it("is what the .proto files make", () => {
    const script: string = JSON.parse(readFileSync("package.json", "utf8")).scripts.proto;
    const dir = mkdtempSync(join(tmpdir(), "evalbridge-test-"));
    const isProto = (path: string) => statSync(path).isDirectory() || path.endsWith(".proto");
    for (const room of ["src/wire", "src/protos", "src/gateways/grpc"])
      cpSync(room, join(dir, room), { recursive: true, filter: isProto });
    for (const path of ["test/tools/describe-protos.ts", ".biome.json", ".gitignore", "package.json"])
      cpSync(path, join(dir, path));
    symlinkSync(resolve("node_modules"), join(dir, "node_modules"));
    const PATH = `${resolve("node_modules/.bin")}:${process.env["PATH"]}`;
    // The types take long, and follow from the code.
    execFileSync("sh", ["-c", script.replace("&& pbts -o $2.d.ts $2.js", "")], {
      cwd: dir,
      env: { ...process.env, PATH },
    });
    const services = ["taichu", "paddle", "open-inference", "services"];
    const codecs = services.map((name) => `src/protos/${name}-messages.js`);
    for (const made of ["src/wire/messages.js", ...codecs, "src/gateways/grpc/descriptors.ts"])
      expect(readFileSync(join(dir, made), "utf8")).toBe(readFileSync(made, "utf8"));
    rmSync(dir, { recursive: true });
  });
});
