import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { startHost } from "../support/host.ts";

/** What a browser has and the client uses. */
const GLOBALS = { AbortSignal, Blob, CompressionStream, Response, TextDecoder, TextEncoder, fetch };

it("runs where there is nothing of Node", { timeout: 60_000 }, async () => {
  const host = await startHost({ "tensor-sum/1": { fixture: "native/tensor-sum/1" } });
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [new URL("../../src/client/index.ts", import.meta.url).pathname],
      bundle: true,
      platform: "browser",
      format: "iife",
      globalName: "client",
      write: false,
      metafile: true,
    });
    const code = outputFiles.map(({ text }) => text).join("");
    const sum = await runInNewContext(
      `${code}; new client.HttpInferenceClient(url, { gzip: true })
        .infer("tensor-sum", { inputs: { x: client.tensor(Float32Array.of(1, 2)) }, outputs: { sum: "FP64" } })
        .then(({ outputs }) => outputs.sum.data[0])`,
      { ...GLOBALS, url: host.url },
    );
    expect(sum).toBe(3);
    expect(Object.keys(metafile.inputs).filter((file) => /grpc|typebox|gateways/.test(file))).toEqual([]);
    expect(code.length).toBeLessThan(64 * 1024);
  } finally {
    await host.close();
  }
});
