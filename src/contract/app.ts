import type { Static } from "typebox";
import Type from "typebox";
import { MAX_UID, Uid } from "./caller.ts";
import { MAX_TIMER_MS } from "./settings.ts";

/** 0 is nobody: in the platform's own records it stands for "no owner" (spec: AVA, section 9.1 no. 26). */
const Owner = Type.Integer({ minimum: 1, maximum: MAX_UID });

/** The keys of `app.yaml`, which holds what belongs to an app and not to one of its releases. */
export const AppSettings = Type.Object(
  {
    /** Everybody who is known may call it. */
    public: Type.Boolean({ default: false }),
    owner: Type.Optional(Owner),
    user_whitelist: Type.Array(Uid, { default: [] }),
    /** Of its releases, where `release.yaml` says nothing. */
    timeout_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_TIMER_MS })),
  },
  { additionalProperties: false },
);
export type AppSettings = Static<typeof AppSettings>;

/** Who may call an app. */
export interface AppRules {
  readonly public: boolean;
  readonly owner?: number;
  readonly user_whitelist: readonly number[];
}
