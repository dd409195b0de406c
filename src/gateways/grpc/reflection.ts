import { status } from "@grpc/grpc-js";
import { grpc } from "../../protos/services-messages.js";
import { DESCRIBED_FILES } from "./descriptors.ts";
import { duplex } from "./method.ts";
import type { GrpcService } from "./server.ts";

type Request = grpc.reflection.v1.IServerReflectionRequest;
type Response = grpc.reflection.v1.IServerReflectionResponse;

/** A .proto file, as tools are told of it. */
export interface DescribedFile {
  readonly name: string;
  /** Names of the files that it imports. */
  readonly dependencies: readonly string[];
  /** Full names of all that it defines. */
  readonly symbols: readonly string[];
  /** Its FileDescriptorProto. */
  readonly base64: string;
}

const VERSIONS = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"] as const;

/**
 * Server reflection, by which tools such as grpcurl find out what is served: under its own name, and under the older one
 * that many tools know alone. It tells of messages and methods, not of apps, so it needs no key.
 *
 * @param services names of all others that are served
 */
export function reflectionServices(services: readonly string[]): GrpcService[] {
  const names = [...services, ...VERSIONS].sort();
  const { ServerReflectionRequest, ServerReflectionResponse } = grpc.reflection.v1;
  const method = duplex(ServerReflectionRequest, ServerReflectionResponse, async (requests, send) => {
    for await (const request of requests) {
      await send({ validHost: request.host ?? "", originalRequest: request, ...answerTo(request, names) });
    }
  });
  return VERSIONS.map((name) => ({ name, methods: { ServerReflectionInfo: method } }));
}

function answerTo(request: Request, names: readonly string[]): Response {
  const { fileByFilename, fileContainingSymbol, allExtensionNumbersOfType, listServices } = request;
  if (listServices != null) return { listServicesResponse: { service: names.map((name) => ({ name })) } };
  if (fileByFilename != null) return described(({ name }) => name === fileByFilename, fileByFilename);
  if (fileContainingSymbol != null) return described(has(fileContainingSymbol), fileContainingSymbol);
  if (allExtensionNumbersOfType != null) {
    // Messages of proto3 have none.
    const known = DESCRIBED_FILES.some(has(allExtensionNumbersOfType));
    return known
      ? { allExtensionNumbersResponse: { baseTypeName: allExtensionNumbersOfType } }
      : notFound(allExtensionNumbersOfType);
  }
  const { containingType } = request.fileContainingExtension ?? {};
  if (containingType != null) return notFound(`an extension of ${containingType}`);
  const errorMessage = "the request asks for nothing";
  return { errorResponse: { errorCode: status.INVALID_ARGUMENT, errorMessage } };
}

function has(symbol: string): (file: DescribedFile) => boolean {
  return ({ symbols }) => symbols.includes(symbol);
}

function described(isWanted: (file: DescribedFile) => boolean, asked: string): Response {
  const found = DESCRIBED_FILES.find(isWanted);
  if (found === undefined) return notFound(asked);
  const files = withImports(found).map(({ base64 }) => Buffer.from(base64, "base64"));
  return { fileDescriptorResponse: { fileDescriptorProto: files } };
}

/** The file itself comes first; many clients ask for no other. */
function withImports(file: DescribedFile): readonly DescribedFile[] {
  const imported = DESCRIBED_FILES.filter(({ name }) => file.dependencies.includes(name));
  return [file, ...imported.flatMap(withImports)];
}

function notFound(asked: string): Response {
  return { errorResponse: { errorCode: status.NOT_FOUND, errorMessage: `there is no ${asked}` } };
}
