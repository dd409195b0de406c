/**
 * What a second process costs by itself: Fastify that sends each body through a pipe to a process which sends it back,
 * and nothing else. No host that keeps models in processes of their own can be faster on the same machine.
 */
import { spawn } from "node:child_process";
import Fastify from "fastify";

const BODY_LIMIT = 64 * 1024 * 1024;
const BEHIND = "behind";

if (process.argv[2] === BEHIND) process.stdin.pipe(process.stdout);
else await serve();

async function serve(): Promise<void> {
  const file = process.argv[1] ?? "";
  const { stdin, stdout } = spawn(process.execPath, [...process.execArgv, file, BEHIND], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: { readonly parts: Buffer[]; missing: number; readonly done: (body: Buffer) => void }[] = [];
  stdout.on("data", (chunk: Buffer) => {
    for (let rest = chunk; rest.length > 0; ) {
      const [first] = waiting;
      if (first === undefined) throw new Error("more came back than was sent");
      const part = rest.subarray(0, first.missing);
      first.parts.push(part);
      first.missing -= part.length;
      rest = rest.subarray(part.length);
      if (first.missing === 0) waiting.shift()?.done(Buffer.concat(first.parts));
    }
  });
  const sentThrough = (body: Buffer) =>
    new Promise<Buffer>((done) => {
      waiting.push({ parts: [], missing: body.length, done });
      stdin.write(body);
    });

  const http = Fastify({ bodyLimit: BODY_LIMIT });
  http.removeAllContentTypeParsers();
  http.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  http.post<{ Body: Buffer }>("/v2/models/:model/infer", async ({ body, headers }, reply) => {
    const length = headers["inference-header-content-length"];
    return reply
      .header("Inference-Header-Content-Length", length)
      .type("application/octet-stream")
      .send(await sentThrough(body));
  });
  const address = await http.listen({ host: "127.0.0.1", port: 0 });
  process.stdout.write(`listens on ${address}\n`);
  process.once("SIGTERM", () => process.exit(0));
}
