import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../support/grpc.ts";
import { TaichuClient } from "../support/grpc.ts";
import type { TestHost, TestRelease } from "../support/host.ts";
import { startHost, until } from "../support/host.ts";
import { warningsDuring } from "../support/warnings.ts";

const STORY = { "story/v1": { fixture: "taichu/story" } };

/** Of one worker, which the tests have one after the other. */
let host: TestHost;
let client: TaichuClient;
beforeAll(async () => {
  ({ host, client } = await start({ ...STORY, "conf/v7": { fixture: "taichu/configured" } }));
});

const closing: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
});

async function start(releases: Record<string, TestRelease>, config: Record<string, unknown> = {}) {
  const started = await startHost(releases, config);
  closing.push(started.close);
  await started.settled();
  const made = new TaichuClient(await started.app.grpc.listen("127.0.0.1", 0));
  closing.push(() => made.close());
  return { host: started, client: made };
}

/** A request to Story: numbers and texts as parameters. */
function story(parameters: Record<string, number | string>, id = ""): Message {
  const typed = Object.entries(parameters).map(([key, value]) => [
    key,
    typeof value === "number" ? { float_param: value } : { string_param: value },
  ]);
  return { model_name: "Story", model_version: "1", id, parameters: Object.fromEntries(typed) };
}

/** The words of a story, and how many messages its context had seen. */
function told(message: Message | undefined) {
  const { word, messages } = Object(message?.["parameters"]);
  return [word?.string_param, messages?.float_param];
}

/** Whoever finds the worker busy is refused. */
async function untilIdle(): Promise<void> {
  const words = story({ what: "words", who: "x" });
  await until(async () => (await client.call("ModelInfer", words)).status === "OK");
}

/** How many generators the script has seen end. */
async function closed(): Promise<number> {
  await untilIdle();
  const { message } = await client.call("ModelInfer", story({ what: "state" }));
  return Object(message?.["parameters"]).closed.float_param;
}

describe("a stream", () => {
  it("has one context for each id, and its own answers beside a hundred others", async () => {
    const { client: many } = await start({
      "story/v1": { fixture: "taichu/story", settings: { instances: 2, max_queue: 1000 } },
    });
    const streams = Array.from({ length: 100 }, async (_, index) => {
      const who = `s${index}`;
      const words = story({ what: "words", who, count: 3 }, who);
      const messages = await many.stream().send(words, words).end().rest();
      const turn = (turns: number) => [0, 1, 2].map((word) => [`${who}-${word}`, turns]);
      expect(messages.map(told)).toEqual([...turn(1), ...turn(2)]);
    });
    expect(await warningsDuring(() => Promise.all(streams))).toEqual([]);
  });

  it.each(["before its first answer", "after it", "after some", "after its client has half-closed"])(
    "that is cancelled %s frees its worker, whose script ends its generator",
    async (when) => {
      const before = await closed();
      const stream = client.stream().send(story({ what: "words", who: "x", count: 1e9 }, "x"));
      const reads = { "before its first answer": 0, "after it": 1 }[when] ?? 40;
      // The request has gone out when another call has been answered.
      await client.call("ServerLive", {});
      for (let read = 0; read < reads; read++) await stream.next();
      if (when.includes("half-closed")) stream.end();
      stream.cancel();
      expect(await stream.ended).toMatchObject({ status: "CANCELLED" });
      // One is that of the question whether it is idle.
      if (reads > 0) expect(await closed()).toBeGreaterThanOrEqual(before + 2);
      await untilIdle();
      const again = client
        .stream()
        .send(story({ what: "words", who: "z" }, "x"))
        .end();
      expect((await again.rest()).map(told)).toEqual([["z-0", 1]]);
    },
  );

  it("that runs out of time frees its worker", async () => {
    await untilIdle();
    const stream = client.stream({ timeoutMs: 300 }).send(story({ what: "words", who: "x", count: 1e9 }));
    await stream.rest();
    expect(await stream.ended).toMatchObject({ status: "DEADLINE_EXCEEDED" });
    await untilIdle();
  });

  it("ends with the script's own error after the items before it", async () => {
    const stream = client.stream().send(story({ what: "words", who: "x", count: 5, fail_at: 3 }));
    expect((await stream.rest()).map(told)).toEqual([0, 1, 2].map((word) => [`x-${word}`, 1]));
    expect(await stream.ended).toEqual({ status: "INTERNAL", details: "no word 3 of x" });
  });

  it("ends when its worker dies, and the next one finds another", async () => {
    const stream = client.stream().send(story({ what: "words", who: "x" }, "x"));
    expect(told(await stream.next())).toEqual(["x-0", 1]);
    stream.send(story({ die: 1 }));
    expect(await stream.next()).toBeUndefined();
    expect(await stream.ended).toEqual({ status: "UNAVAILABLE", details: "worker lost: it exited with code 7" });
    const answer = async () => {
      const next = client
        .stream()
        .send(story({ what: "words", who: "y" }, "x"))
        .end();
      return (await next.rest()).map(told);
    };
    await until(async () => JSON.stringify(await answer()) === '[["y-0",1]]');
  });

  it("ends before its next request when the host closes, and single calls are refused", async () => {
    const { host: ending, client: own } = await start(STORY);
    const stream = own.stream().send(story({ what: "words", who: "x" }));
    await stream.next();
    const end = ending.app.close();
    expect(await stream.ended).toEqual({ status: "UNAVAILABLE", details: "the service is closing" });
    expect(await own.call("ModelInfer", story({}))).toMatchObject({ status: "UNAVAILABLE" });
    await end;
  });

  it("that a client never ends keeps no worker from others", async () => {
    const idle = client.stream().send(story({ what: "words", who: "x" }));
    await idle.next();
    await untilIdle();
    expect(await client.call("ModelInfer", story({ what: "words", who: "y" }))).toMatchObject({ status: "OK" });
    await untilIdle();
    idle.send(story({ what: "words", who: "x" }));
    expect(told(await idle.next())).toEqual(["x-0", 2]);
  });
});

describe("a model", () => {
  it("is a class, or an app with its release's version", async () => {
    await untilIdle();
    const words = story({ what: "words", who: "x" });
    const status = async (model_name: string, model_version: string) =>
      (await client.call("ModelInfer", { ...words, model_name, model_version })).status;
    expect(await status("ModelService", "1")).toBe("OK");
    expect(await status("modelservice", "1")).toBe("OK");
    expect(await status("conf", "v7")).toBe("OK");
    expect(await status("conf", "1")).toBe("INTERNAL");
    expect(await status("teller", "2.b")).toBe("OK");
    // It has several, and one that is called like the app.
    expect(await status("story", "v1")).toBe("OK");
    expect(await status("Told", "1")).toBe("INTERNAL");
  });

  it("is of one release alone on the port of its platform", async () => {
    await untilIdle();
    const [open] = await host.app.platformPorts.open([{ release: "conf/v7", protocol: "grpc", port: 0 }], "127.0.0.1");
    const own = new TaichuClient(open?.address.replace("gRPC ", "") ?? "");
    closing.push(() => own.close());
    const status = async (request: Message) => (await own.call("ModelInfer", request)).status;
    expect(await status({ model_name: "ModelService", model_version: "1" })).toBe("OK");
    expect(await status(story({ what: "words", who: "x" }))).toBe("INTERNAL");
  });

  it("is answered by the port that is in production, under the names of its original", async () => {
    const { client: ported } = await start({
      "story/v1": { fixture: "taichu/story", settings: { phase: "staging" } },
      "story/v2": { fixture: "native/taichu-port/1", settings: { dialect: "taichu" } },
    });
    const parameters = { who: { string_param: "x" }, whole: { float_param: 3 }, half: { float_param: 0.5 } };
    const answer = { ...story({}, "g"), parameters: { ...parameters, flag: { bool_param: true } } };
    expect(await ported.call("ModelInfer", story({ who: "x" }, "g"))).toEqual({
      status: "OK",
      details: "",
      message: answer,
    });
    const stream = ported
      .stream()
      .send(story({ who: "x" }, "g"))
      .end();
    expect(await stream.rest()).toEqual([answer]);
  });
});

describe("a caller", () => {
  it("says who it is in the header `authorization`", async () => {
    const { client: guarded } = await start(STORY, {
      auth: ["bearer"],
      keys: { one: { key: "first", uid: 1 }, two: { key: "second", uid: 2 } },
      access: { user_whitelist: [1] },
      compat: { taichu_unknown_model: "not_found" },
    });
    const asked = async (authorization?: string) => {
      const options = authorization === undefined ? {} : { authorization };
      const words = story({ what: "words", who: "x" });
      const { status } = await guarded.call("ModelInfer", words, options);
      const stream = guarded.stream(options).send(words).end();
      await stream.rest();
      return [status, (await stream.ended).status];
    };
    expect(await asked()).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
    expect(await asked("Bearer wrong")).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
    expect(await asked("Bearer second")).toEqual(["PERMISSION_DENIED", "PERMISSION_DENIED"]);
    expect(await asked("Bearer first")).toEqual(["OK", "OK"]);
    expect(await guarded.call("ServerLive", {})).toMatchObject({ status: "OK" });
    // As the switch says.
    const nobody = { model_name: "Nobody", model_version: "1" };
    const unknown = { status: "NOT_FOUND", details: "model not found" };
    const options = { authorization: "Bearer second" };
    expect(await guarded.call("ModelInfer", nobody, options)).toEqual(unknown);
    expect(await guarded.stream(options).send(nobody).ended).toEqual(unknown);
  });
});
