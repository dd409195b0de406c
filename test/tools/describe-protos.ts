import { readdir, readFile, writeFile } from "node:fs/promises";
import protobuf from "protobufjs";
import descriptor from "protobufjs/ext/descriptor/index.js";
import type { DescribedFile } from "../../src/gateways/grpc/reflection.ts";

/**
 * Writes what server reflection tells of the gRPC services: a FileDescriptorProto for each .proto file. protobufjs reads
 * them; its own conversion leaves out imports and names the entries of maps as nobody else does.
 */

const PROTOS = new URL("../../src/protos/", import.meta.url);
const DESCRIPTORS = new URL("../../src/gateways/grpc/descriptors.ts", import.meta.url);

async function describe(name: string): Promise<DescribedFile> {
  const root = new protobuf.Root();
  const { package: packageName = "", imports = [] } = await parse(name, new protobuf.Root());
  for (const imported of imports) await parse(imported, root);
  const others = membersOf(root, packageName);
  await parse(name, root);
  root.resolveAll();
  const members = membersOf(root, packageName).filter((member) => !others.includes(member));
  const file = descriptor.FileDescriptorProto.fromObject({
    name,
    package: packageName,
    dependency: imports,
    messageType: members.filter((member) => member instanceof protobuf.Type).map(messageOf),
    enumType: members.filter((member) => member instanceof protobuf.Enum).map(enumOf),
    service: members.filter((member) => member instanceof protobuf.Service).map(serviceOf),
    syntax: "proto3",
  });
  const bytes = descriptor.FileDescriptorProto.encode(file).finish();
  const base64 = Buffer.from(bytes).toString("base64");
  return { name, dependencies: imports, symbols: members.flatMap(symbolsOf), base64 };
}

async function parse(name: string, root: protobuf.Root): Promise<protobuf.IParserResult> {
  const text = await readFile(new URL(name, PROTOS), "utf8");
  return protobuf.parse(text, root, { keepCase: true });
}

function membersOf(root: protobuf.Root, packageName: string): readonly protobuf.ReflectionObject[] {
  const found = root.lookup(packageName);
  return found instanceof protobuf.Namespace ? [...found.nestedArray] : [];
}

/** Full names, without the dot before them, of all that a client may ask for. */
function symbolsOf(member: protobuf.ReflectionObject): string[] {
  const own = member.fullName.slice(1);
  if (member instanceof protobuf.Service) return [own, ...member.methodsArray.map(({ name }) => `${own}.${name}`)];
  return member instanceof protobuf.Type ? [own, ...member.nestedArray.flatMap(symbolsOf)] : [own];
}

function messageOf(type: protobuf.Type): object {
  const maps = type.fieldsArray.filter((field) => field instanceof protobuf.MapField);
  return {
    name: type.name,
    field: type.fieldsArray.map((field) => fieldOf(field, type)),
    nestedType: [
      ...type.nestedArray.filter((nested) => nested instanceof protobuf.Type).map(messageOf),
      ...maps.map(entryOf),
    ],
    enumType: type.nestedArray.filter((nested) => nested instanceof protobuf.Enum).map(enumOf),
    oneofDecl: type.oneofsArray.map(({ name }) => ({ name })),
  };
}

function fieldOf(field: protobuf.Field, { fullName, oneofsArray }: protobuf.Type): object {
  if (field instanceof protobuf.MapField) {
    const typeName = `${fullName}.${entryName(field)}`;
    return { name: field.name, number: field.id, label: "LABEL_REPEATED", type: "TYPE_MESSAGE", typeName };
  }
  const place = field.partOf === null ? -1 : oneofsArray.indexOf(field.partOf);
  return {
    name: field.name,
    number: field.id,
    label: field.repeated ? "LABEL_REPEATED" : "LABEL_OPTIONAL",
    ...typeOf(field.type, field.resolvedType),
    ...(place < 0 ? undefined : { oneofIndex: place }),
  };
}

function typeOf(type: string, resolved: protobuf.ReflectionObject | null): object {
  if (resolved === null) return { type: `TYPE_${type.toUpperCase()}` };
  return { type: resolved instanceof protobuf.Enum ? "TYPE_ENUM" : "TYPE_MESSAGE", typeName: resolved.fullName };
}

/** As protoc makes it of a map: `map<string, string> some_values` has entries of type `SomeValuesEntry`. */
function entryOf(field: protobuf.MapField): object {
  const key = { name: "key", number: 1, label: "LABEL_OPTIONAL", type: `TYPE_${field.keyType.toUpperCase()}` };
  const value = { name: "value", number: 2, label: "LABEL_OPTIONAL", ...typeOf(field.type, field.resolvedType) };
  return { name: entryName(field), field: [key, value], options: { mapEntry: true } };
}

function entryName({ name }: protobuf.MapField): string {
  return `${name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Entry`;
}

function enumOf({ name, values }: protobuf.Enum): object {
  return { name, value: Object.entries(values).map(([key, number]) => ({ name: key, number })) };
}

function serviceOf(service: protobuf.Service): object {
  const methods = service.methodsArray.map((method) => ({
    name: method.name,
    inputType: method.resolvedRequestType?.fullName,
    outputType: method.resolvedResponseType?.fullName,
    ...(method.requestStream === true ? { clientStreaming: true } : undefined),
    ...(method.responseStream === true ? { serverStreaming: true } : undefined),
  }));
  return { name: service.name, method: methods };
}

const names = (await readdir(PROTOS)).filter((name) => name.endsWith(".proto")).sort();
const files = await Promise.all(names.map(describe));
await writeFile(
  DESCRIPTORS,
  `// Written by \`npm run proto\` from the files in src/protos.
import type { DescribedFile } from "./reflection.ts";

export const DESCRIBED_FILES: readonly DescribedFile[] = ${JSON.stringify(files)};
`,
);
