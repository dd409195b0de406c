import type { Static } from "typebox";
import Type from "typebox";
import { ENGINES } from "../contract/release.ts";
import { AnyJson, ErrorBody, failures, JSON_TYPE, of, TEXT_TYPE } from "./api.ts";
import { statusOf } from "./ava-answer.ts";
import type { Operation } from "./docs.ts";

const State = Type.Enum(["preparing", "starting", "ready", "restarting", "failed", "unavailable", "stopped"]);
const Instance = Type.Object({
  pid: Type.Union([Type.Integer(), Type.Null()]),
  state: Type.Enum(["starting", "ready", "busy", "restarting", "failed"]),
  stage: Type.Optional(Type.String()),
});
const Serving = {
  state: State,
  reason: Type.String({ description: "why it does not serve" }),
  warnings: Type.Immutable(Type.Array(Type.String())),
  instances: Type.Immutable(Type.Array(Instance)),
};
const Count = Type.Integer({ minimum: 0 });

const ReadinessAnswer = Type.Object({
  ready: Type.Boolean(),
  releases: Type.Array(
    Type.Object({ app: Type.String(), version: Type.String(), state: State, reason: Type.Optional(Type.String()) }),
  ),
});
export type ReadinessAnswer = Static<typeof ReadinessAnswer>;

const ReleaseStatus = Type.Object({
  version: Type.String(),
  phase: Type.String(),
  desc: Type.Optional(Type.String()),
  lastmodified: Type.String({ format: "date-time" }),
  engine: Type.Enum(ENGINES),
  dialect: Type.String({ description: "the platform that its script was written for" }),
  ...Serving,
});
export type ReleaseStatus = Static<typeof ReleaseStatus>;

const ShadowStatus = Type.Object({
  release: Type.String(),
  shadow: Type.String(),
  sample: Type.Number(),
  ...Serving,
  since: Type.String({ format: "date-time" }),
  mirrored: Count,
  dropped: Count,
  failed: Count,
  failures: Type.Record(Type.String(), Count),
  compared: Count,
  equal: Count,
  within: Count,
  different: Count,
  kind: Type.Optional(Type.String()),
  measures: Type.Immutable(Type.Array(AnyJson)),
  worst: Type.Immutable(Type.Array(AnyJson)),
  folder: Type.String(),
});
export type ShadowStatus = Static<typeof ShadowStatus>;

const TAGS = ["operators"];
const REFUSED = failures((error) => ({ status: statusOf(error), type: JSON_TYPE }), ["unauthorized"]);
const NOT_THERE = of("no such app or version", ErrorBody);

export const HEALTH: Operation = {
  tags: TAGS,
  summary: "Whether the process lives",
  response: { 200: of("it does", Type.String(), TEXT_TYPE) },
};

export const READY: Operation = {
  tags: TAGS,
  summary: "Whether the host can serve",
  description: "Which releases can is told to operators.",
  response: {
    200: of("nothing is still starting, and something serves", Type.Partial(ReadinessAnswer)),
    503: of("not yet, or no longer", Type.Partial(ReadinessAnswer)),
  },
};

export const READY_OF: Operation = {
  tags: TAGS,
  summary: "Whether an app, or one of its versions, can serve",
  response: { 200: of("it can", ReadinessAnswer), ...REFUSED, 404: NOT_THERE, 503: of("it cannot", ReadinessAnswer) },
};

export const METRICS: Operation = {
  tags: TAGS,
  summary: "What Prometheus scrapes",
  response: { 200: of("metrics", Type.String(), TEXT_TYPE), ...REFUSED },
};

export const CONFIGS: Operation = {
  tags: TAGS,
  summary: "The host's configuration, without its secrets",
  response: { 200: of("values by key, such as `limits.pixels`", Type.Record(Type.String(), AnyJson)), ...REFUSED },
};

export const APPS: Operation = {
  tags: TAGS,
  summary: "What is served",
  response: {
    200: of(
      "every release of every app",
      Type.Object({ apps: Type.Array(Type.Object({ app: Type.String(), versions: Type.Array(ReleaseStatus) })) }),
    ),
    ...REFUSED,
  },
};

export const SHADOW: Operation = {
  tags: TAGS,
  summary: "How the shadows of an app's releases answer beside them",
  response: {
    200: of("a shadow each", Type.Object({ app: Type.String(), shadows: Type.Immutable(Type.Array(ShadowStatus)) })),
    ...REFUSED,
    404: NOT_THERE,
  },
};
