import { readdirSync, readFileSync } from "node:fs";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor/index.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESCRIBED_FILES } from "../../../src/gateways/grpc/descriptors.ts";
import type { Message } from "../../support/grpc.ts";
import { GrpcClient, Protocol } from "../../support/grpc.ts";
import type { TestHost } from "../../support/host.ts";
import { startHost } from "../../support/host.ts";

const REFLECTION = new Protocol("reflection.proto", "grpc.reflection.v1.ServerReflection");
const PROTOS = new URL("../../../src/protos/", import.meta.url);

let host: TestHost;
let client: GrpcClient;

beforeAll(async () => {
  host = await startHost({ "tensors/1": { fixture: "native/tensors/1" } });
  client = new GrpcClient(await host.app.grpc.listen("127.0.0.1", 0), REFLECTION);
});
afterAll(async () => {
  client.close();
  await host.close();
});

async function ask(request: Message): Promise<Message | undefined> {
  const stream = client.stream({}, "ServerReflectionInfo");
  const answer = await stream.send(request).next();
  stream.end();
  return answer;
}

/** The files of an answer. */
async function files(request: Message): Promise<readonly Message[]> {
  const answer = await ask(request);
  const { file_descriptor_response } = answer ?? {};
  const { file_descriptor_proto } = file_descriptor_response as { file_descriptor_proto: Buffer[] };
  const type = descriptor.FileDescriptorProto;
  return file_descriptor_proto.map((bytes) => type.toObject(type.decode(bytes)));
}

describe("server reflection", () => {
  it("lists all services, under either of its own names", async () => {
    const { list_services_response } = (await ask({ list_services: "*" })) ?? {};
    expect(list_services_response).toEqual({
      service: [
        "baidu.paddle_serving.pipeline_serving.PipelineService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
        "inference.GRPCInferenceService",
        "taichu_infer.GRPCInferenceService",
      ].map((name) => ({ name })),
    });
    const path = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
    expect(
      await client.callBytes(path, REFLECTION.encoded("ServerReflectionInfo", { list_services: "" })),
    ).toMatchObject({
      status: "OK",
      bytes: expect.any(Buffer),
    });
  });

  it("describes every service that it lists, with all that its file imports", async () => {
    const { list_services_response } = (await ask({ list_services: "" })) ?? {};
    const { service } = list_services_response as { service: { name: string }[] };
    for (const { name } of service) {
      const found = await files({ file_containing_symbol: name });
      expect(found[0]).toMatchObject({ package: name.slice(0, name.lastIndexOf(".")) });
      expect(found.slice(1).map((file) => file["name"])).toEqual(found[0]?.["dependency"] ?? []);
    }
  });

  it("finds files by name and by what they define", async () => {
    const [byName] = await files({ file_by_filename: "open-inference.proto" });
    for (const symbol of [
      "inference.ModelInferRequest.InferInputTensor",
      "inference.GRPCInferenceService.ModelInfer",
    ]) {
      expect((await files({ file_containing_symbol: symbol }))[0]).toEqual(byName);
    }
  });

  it("says what there is not", async () => {
    const notFound = { error_response: { error_code: 5 } };
    expect(await ask({ file_containing_symbol: "inference.Nothing" })).toMatchObject(notFound);
    expect(await ask({ file_by_filename: "../package.json" })).toMatchObject(notFound);
    const extension = { containing_type: "inference.ModelInferRequest", extension_number: 1 };
    expect(await ask({ file_containing_extension: extension })).toMatchObject(notFound);
    expect(await ask({ all_extension_numbers_of_type: "inference.ModelInferRequest" })).toMatchObject({
      all_extension_numbers_response: { base_type_name: "inference.ModelInferRequest" },
    });
    expect(await ask({})).toMatchObject({ error_response: { error_code: 3 } });
  });
});

describe("the descriptors", () => {
  const names = readdirSync(PROTOS).filter((name) => name.endsWith(".proto"));

  it("are those of all .proto files", () => {
    expect(DESCRIBED_FILES.map(({ name }) => name)).toEqual(names.sort());
  });

  it.each(names)("say what the file says: %s", (name) => {
    const file = DESCRIBED_FILES.find((each) => each.name === name);
    const described = descriptor.FileDescriptorProto.decode(Buffer.from(file?.base64 ?? "", "base64"));
    const parse = (text: string) => protobuf.parse(text, { keepCase: true }).root;
    const root = parse(readFileSync(new URL(name, PROTOS), "utf8"));
    const written = new Map(fieldsOf(root));
    const read = descriptor.FileDescriptorProto.toObject(described, { enums: String });
    expect(new Map(describedFields(`.${read["package"]}`, read["messageType"] ?? []))).toEqual(written);
  });
});

/** Number and rule of every field, by full name. */
function fieldsOf(root: protobuf.NamespaceBase): [string, string][] {
  return root.nestedArray.flatMap((member): [string, string][] => {
    const nested = member instanceof protobuf.Namespace ? fieldsOf(member) : [];
    if (!(member instanceof protobuf.Type)) return nested;
    const own = member.fieldsArray.map((field): [string, string] => {
      const rule = field instanceof protobuf.MapField || field.repeated ? "LABEL_REPEATED" : "LABEL_OPTIONAL";
      return [field.fullName, `${rule} ${field.id}`];
    });
    return [...own, ...nested];
  });
}

interface Described {
  readonly name: string;
  readonly field?: readonly { name: string; number: number; label: string }[];
  readonly nestedType?: readonly Described[];
  readonly options?: { readonly mapEntry?: boolean };
}

function describedFields(prefix: string, types: readonly Described[]): [string, string][] {
  return types.flatMap(({ name, field = [], nestedType = [], options }): [string, string][] => {
    if (options?.mapEntry === true) return [];
    const own = field.map((each): [string, string] => [
      `${prefix}.${name}.${each.name}`,
      `${each.label} ${each.number}`,
    ]);
    return [...own, ...describedFields(`${prefix}.${name}`, nestedType)];
  });
}
