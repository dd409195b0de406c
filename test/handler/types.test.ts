import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { portOf } from "../../src/cli/init/port.ts";

const ROOT = join(import.meta.dirname, "../..");

let folder: string;

/** An app folder outside the checkout, with the one file that an editor needs. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "evalbridge-types-"));
  await mkdir(join(folder, "app", "v1"), { recursive: true });
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ extends: join(ROOT, "src/tsconfig.apps.json") }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function check(source: string): Promise<string> {
  await writeFile(join(folder, "app", "v1", "eval.ts"), source);
  return spawnSync(join(ROOT, "node_modules/.bin/tsc"), ["-p", folder], { cwd: folder }).stdout.toString();
}

const EXACTLY = "const exactly = <A>() => <B>(_: B & ([A, B] extends [B, A] ? unknown : never)): void => {};";

it("model, parameters and outputs have the types that schemas and createNet give them", async () => {
  const errors = await check(`
    import type { JsonValue, RequestData } from "evalbridge";
    import { defineEval, inBatch, perItem } from "evalbridge";
    import { toTensor } from "evalbridge/imaging";
    import { openSession } from "evalbridge/onnx";
    import { Type } from "evalbridge/schema";
    import sharp from "sharp";
    ${EXACTLY}

    export default defineEval({
      params: Type.Object({ limit: Type.Optional(Type.Integer()) }),
      custom_params: Type.Object({ threshold: Type.Number({ default: 0.5 }) }),
      groups: true,
      async createNet(configs) {
        exactly<number>()(configs.custom_params.threshold);
        exactly<JsonValue | undefined>()(configs.model_params["any"]);
        const session = await openSession(configs, "m.onnx", { outputs: { p: "float32", n: "int64" } });
        return { session, sharp, toTensor };
      },
      async netPreprocess(_model, request) {
        exactly<number | undefined>()(request.params.limit);
        return request;
      },
      async netInference(model, requests) {
        const sizes = await perItem(requests, (request) => {
          if (request.group) exactly<readonly RequestData[]>()(request.data);
          else exactly<RequestData>()(request.data);
          return request.params.limit ?? 0;
        });
        exactly<(number | Error)[]>()(sizes);
        const { p, n } = await model.session.run({ x: { data: new Float32Array(1), dims: [1] } });
        exactly<Float32Array>()(p.data);
        exactly<BigInt64Array>()(n.data);
        // @ts-expect-error: another output
        p.data = model.session.nothing;
        const doubled = await inBatch(sizes, (batch) => batch.map((size) => String(size)));
        exactly<(string | Error)[]>()(doubled);
        return perItem(doubled, (text) => ({ result: text }));
      },
      onClose({ session }) {
        exactly<"CPU" | "GPU">()(session.device);
      },
    });

    export const withoutSchemas = defineEval({
      createNet: ({ custom_params, threads }) => ({ threads, label: custom_params["label"] }),
      netInference: (model, requests) =>
        requests.map(({ data, params }) => {
          exactly<{ threads: number; label: JsonValue | undefined }>()(model);
          exactly<RequestData>()(data);
          exactly<JsonValue>()(params);
          return { result: data.body.length };
        }),
    });
  `);
  expect(errors).toBe("");
});

it("what does not fit is an error with its place", async () => {
  const errors = await check(
    [
      'import { defineEval } from "evalbridge";',
      'import { Type } from "evalbridge/schema";',
      "export default defineEval({",
      "  params: Type.Object({ limit: Type.Integer() }),",
      "  createNet: () => ({ labels: ['a'] }),",
      "  netInference: (model, requests) =>",
      "    requests.map(({ params }) => ({ result: model.label, message: params.limit })),",
      "});",
    ].join("\n"),
  );
  expect(errors).toContain("app/v1/eval.ts(7,51): error TS2551: Property 'label' does not exist");
  expect(errors).toContain("Type 'number' is not assignable to type 'string'.");
});

it.each([true, false])(
  "what `init --from` writes has the types of a handler (net_preprocess: %s)",
  async (hasPreprocess) => {
    expect(await check(portOf("legacy/eval.py", hasPreprocess))).toBe("");
  },
  60_000,
);

it("a stage of a wrapped script can be replaced", async () => {
  const errors = await check(`
    import { defineEval } from "evalbridge";
    import { PythonObject, wrapPythonEval } from "evalbridge/python";
    ${EXACTLY}

    export default defineEval({
      ...wrapPythonEval("eval.py"),
      netPreprocess(model, request) {
        exactly<PythonObject>()(model);
        exactly<boolean>()(request.group);
        return request;
      },
    });
  `);
  expect(errors).toBe("");
}, 60_000);
