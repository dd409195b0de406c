/**
 * The yardstick: Fastify alone, with the host's routes, body handling and answers, and grpc-js alone, with nothing behind
 * them. What is sent as bytes is the answer as it came; JSON is read and written.
 */
import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
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

http.post<{ Body: Buffer }>("/v2/models/:model/infer", ({ body, headers }, reply) => {
  const length = headers["inference-header-content-length"];
  if (length === undefined) {
    const { inputs } = JSON.parse(body.toString());
    return reply.type("application/json").send(Buffer.from(JSON.stringify({ outputs: inputs })));
  }
  return reply.header("Inference-Header-Content-Length", length).type("application/octet-stream").send(body);
});

const asItIs = (bytes: Buffer) => bytes;
const echo: handleUnaryCall<Buffer, Buffer> = ({ request }, respond) => respond(null, request);
const grpc = new Server({ "grpc.max_receive_message_length": BODY_LIMIT, "grpc.max_send_message_length": BODY_LIMIT });
grpc.register("/inference.GRPCInferenceService/ModelInfer", echo, asItIs, asItIs, "unary");
const port = await new Promise((resolve, reject) =>
  grpc.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
    error === null ? resolve(bound) : reject(error),
  ),
);

const address = await http.listen({ host: "127.0.0.1", port: 0 });
process.stdout.write(`listens on ${address}\ngRPC on 127.0.0.1:${port}\n`);
process.once("SIGTERM", () => process.exit(0));
