/** The yardstick: Fastify alone, with the gate's route, body handling and answers, and nothing behind it. */
import Fastify from "fastify";

const BODY_LIMIT = 64 * 1024 * 1024;

const http = Fastify({ bodyLimit: BODY_LIMIT });
http.removeAllContentTypeParsers();
http.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
http.post<{ Body: Buffer }>("/v1/eval/:app/:version", (request, reply) => {
  const { body, headers } = request;
  if (headers["content-type"] === "application/octet-stream") {
    return reply.type("application/octet-stream").send(body);
  }
  const { data } = JSON.parse(body.toString());
  const { length } = Buffer.from(data.uri.slice(data.uri.indexOf(",") + 1), "base64");
  const answer = JSON.stringify({ code: 0, message: "", result: { length } });
  return reply.header("Content-Type", "application/json").send(Buffer.from(answer));
});

const address = await http.listen({ host: "127.0.0.1", port: 0 });
process.stdout.write(`listens on ${address}\n`);
process.once("SIGTERM", () => process.exit(0));
