import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/contract/call.ts";
import { BridgeError } from "../../src/contract/errors.ts";
import type { CallSession } from "../../src/service.ts";
import type { TestHost } from "../support/host.ts";
import { listReleases, startHost, until, untilBusy } from "../support/host.ts";

const STORY = "taichu/story";

let host: TestHost;

beforeAll(async () => {
  const settings = { instances: 1, max_queue: 100 };
  host = await startHost({
    "story/v1": { fixture: STORY, settings },
    "two/v1": { fixture: STORY, settings: { ...settings, instances: 2 } },
    "greeters/v1": { fixture: "taichu/versions" },
    "one-class/v1": { fixture: "taichu/configured" },
    "counter/v1": { fixture: "taichu/itself", settings: { entry: "counter.py", args: ["7"] } },
    "limited/v1": {
      fixture: "../conformance/taichu/apps/taichu/cfg",
      settings: { env: { ORACLE_LOG: "/dev/null" } },
    },
    "busy/v1": {
      fixture: "../conformance/taichu/apps/taichu/svc",
      settings: { entry: "model_service.py", env: { ORACLE_LOG: "/dev/null" } },
    },
    "broken/v1": { fixture: "../conformance/taichu/apps/taichu/bad2" },
  });
});
afterAll(() => host?.close());

interface Wish {
  readonly session?: CallSession;
  readonly id?: string;
  readonly onPart?: (part: Answer) => Promise<void> | void;
  readonly signal?: AbortSignal;
  readonly app?: string;
}

/** Asks the class Story as its platform's gateways do; gives the result, or the error as `code message`. */
async function ask(
  parameters: unknown,
  { session, id = "r", signal, onPart, app = "story" }: Wish = {},
): Promise<unknown> {
  const call = {
    ...{ app, version: "v1", reqid: id, group: false, target: "Story", platform: true },
    sources: [{ body: [Buffer.from(JSON.stringify({ parameters }))] }],
    ...(session === undefined ? undefined : { session }),
    ...(signal === undefined ? undefined : { signal }),
    ...(onPart === undefined ? undefined : { onPart }),
  };
  const answer = await host.app.service.eval(call).catch((error: unknown) => BridgeError.from(error));
  if (answer instanceof BridgeError || answer.code !== 0) return `${answer.code} ${answer.message}`;
  return answer.result === "{}" ? "end" : JSON.parse(answer.result).parameters;
}

/** The words of a stream, and how it ended. */
async function words(parameters: object, wish: Wish, leavesAfter = Infinity): Promise<unknown[]> {
  const heard: unknown[] = [];
  const client = new AbortController();
  const onPart = ({ result }: Answer) => {
    heard.push(JSON.parse(result).parameters.word);
    if (heard.length === leavesAfter) client.abort();
  };
  const end = await ask({ what: "words", ...parameters }, { ...wish, onPart, signal: client.signal });
  return [...heard, end];
}

function open(app = "story"): CallSession {
  return host.app.service.openSession(app, "v1");
}

describe("at the gate", () => {
  it("an object is the platform's own body, and what its scripts raise the gate's error", async () => {
    const eval_ = async (body: unknown) => {
      const { status, body: answer } = await host.ask("story/v1", undefined, JSON.stringify(body));
      return { status, answer };
    };
    expect(await eval_({ parameters: { what: "x", x: ["中", 1.5, null] } })).toEqual({
      status: 200,
      answer: { code: 0, message: "", result: { parameters: ["中", 1.5, null] } },
    });
    expect(await eval_({ parameters: { what: "words", who: "a", count: 2 } })).toMatchObject({
      answer: { result: { parameters: { item_0: '{"word": "a-0", "messages": 1}' } } },
    });
    expect(await eval_({ parameters: { what: "words", who: "a", count: 9, fail_at: 3 } })).toMatchObject({
      status: 500,
      answer: { error: "no word 3 of a" },
    });
  });

  it("any other bytes are a field, with params beside it", async () => {
    const { body } = await host.ask("one-class/v1", { limit: 3 }, "an image");
    const image = Buffer.from("an image").toString("base64");
    expect(body).toMatchObject({ result: { parameters: { image, params: { limit: 3 } } } });
  });
});

describe("where workers are busy", () => {
  it("the platform's own clients are refused at once, and those of the gate wait", async () => {
    const call = (parameters: object, platform: boolean) => ({
      ...{ app: "busy", version: "v1", reqid: "r", group: false, target: "Echo", platform },
      sources: [{ body: [Buffer.from(JSON.stringify({ parameters }))] }],
    });
    const first = host.app.service.eval(call({ sleep: 0.5 }, true));
    await untilBusy(host.url, "busy/v1");
    await expect(host.app.service.eval(call({}, true))).rejects.toMatchObject({ kind: "overloaded" });
    const waiting = await Promise.all([1, 2, 3].map((id) => host.app.service.eval(call({ id }, false))));
    expect(waiting.map(({ result }) => result)).toEqual([1, 2, 3].map((id) => `{"parameters": {"id": ${id}}}`));
    expect((await first).result).toBe('{"parameters": {"sleep": 0.5}}');
  });
});

describe("two versions of one class", () => {
  it.each([
    ["1", { "good day": "you" }],
    ["2", { hello: "you" }],
  ])("each answers under its own: %s", async (version, parameters) => {
    const answer = await host.post(`/v2/models/greeter/versions/${version}/infer`, { parameters: { who: "you" } });
    expect(await answer.json()).toMatchObject({ model_version: version, parameters });
  });
});

describe("what a script declares", () => {
  it("is served", async () => {
    const story = host.app.catalog.select("story", "v1");
    expect(story.declared.served.map(({ name, version }) => `${name}_${version}`)).toEqual([
      "Silent_1",
      "Story_1",
      "Teller_2.B",
    ]);
    expect(story.declared).toMatchObject({ httpPort: 8081, grpcPort: 8080 });
    expect(host.app.catalog.select("counter", "v1").declared).toMatchObject({ httpPort: 9007, grpcPort: 9500 });
  });

  it("its config.ini has workers added, and its limit refuses at once what is beyond it", async () => {
    expect((await listReleases(host.url)).get("limited/v1")?.instances).toHaveLength(2);
    const call = (sleep: number) => ({
      ...{ app: "limited", version: "v1", reqid: "r", group: false, target: "Echo", platform: true },
      sources: [{ body: [Buffer.from(JSON.stringify({ parameters: { sleep } }))] }],
    });
    const first = host.app.service.eval(call(0.5));
    await untilBusy(host.url, "limited/v1");
    await expect(host.app.service.eval(call(0))).rejects.toMatchObject({ kind: "overloaded" });
    // At the gate nobody has that limit.
    const { platform: _platform, ...atTheGate } = call(0);
    const answers = await Promise.all([1, 2, 3].map(() => host.app.service.eval(atTheGate)));
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect((await first).result).toBe('{"parameters": {"sleep": 0.5}}');
  });

  it("a warm-up that raises keeps it from serving, and the log says why", async () => {
    expect((await listReleases(host.url)).get("broken/v1")).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("A could not be made ready: RuntimeError: warm fails"),
    });
  });
});

describe("streams", () => {
  it("a context for each client's session and id, dropped at its end", async () => {
    const [one, other] = [open(), open()];
    const said = async (session: CallSession, id: string) => {
      const result = await ask({ what: "context" }, { session, id });
      return JSON.stringify(result);
    };
    const context = (messages: number, request: string) => JSON.stringify({ messages, same: true, request });
    expect(await said(one, "a")).toBe(context(1, "a"));
    expect(await said(other, "a")).toBe(context(1, "a"));
    expect(await said(one, "a")).toBe(context(2, "a"));
    expect(await said(one, "b")).toBe(context(1, "b"));
    expect(await said(other, "a")).toBe(context(2, "a"));
    one.close();
    expect(await said(other, "a")).toBe(context(3, "a"));
    expect(await ask({ what: "context" }, { id: "a" })).toMatchObject({ messages: 1 });
    other.close();
    await until(async () => JSON.stringify(await ask({ what: "state" })).includes('"destroyed":["a","b","a"]'));
  });

  it("all of a session go to one worker, whatever else is asked", async () => {
    const session = open("two");
    const place = (wish: Wish) => ask({ what: "place" }, { app: "two", ...wish });
    const asked = Array.from({ length: 20 }, async (_, index) => {
      return JSON.stringify(await place(index % 2 === 0 ? { session } : {}));
    });
    const places = await Promise.all(asked);
    expect(new Set(places.filter((_, index) => index % 2 === 0)).size).toBe(1);
    expect(new Set(places).size).toBe(2);
    session.close();
  });

  it("two clients' streams in one worker: to each what it has asked", async () => {
    const clients = await Promise.all(
      ["a", "b", "c"].map(async (who) => {
        const session = open();
        const heard = await Promise.all([3, 2].map((count) => words({ who, count }, { session })));
        session.close();
        return heard;
      }),
    );
    expect(clients).toEqual(
      ["a", "b", "c"].map((who) => [
        [`${who}-0`, `${who}-1`, `${who}-2`, "end"],
        [`${who}-0`, `${who}-1`, "end"],
      ]),
    );
  });

  it.each([
    ["that raises after three items", { count: 9, fail_at: 3 }, Infinity, ["x-0", "x-1", "x-2", "500 no word 3 of x"]],
    [
      "that answers what no client can be told",
      { count: 9, bad_at: 1 },
      Infinity,
      ["x-0", expect.stringMatching(/^500 系统/)],
    ],
    ["whose client leaves half-way", { count: 100_000 }, 3, ["x-0", "x-1", "x-2", expect.stringMatching(/^\d+ /)]],
    ["of no items", { count: 0 }, Infinity, ["end"]],
  ])("after a stream %s, each next client has its own answer", async (_name, wish, leavesAfter, expected) => {
    const before = await closed();
    const session = open();
    expect(await words({ who: "x", ...wish }, { session }, leavesAfter)).toEqual(expected);
    session.close();
    const [alone, streamed] = await Promise.all([
      Promise.all(["p", "q", "r"].map((x) => ask({ what: "x", x }))),
      words({ who: "y", count: 2 }, { session: open() }),
    ]);
    expect(alone).toEqual(["p", "q", "r"]);
    expect(streamed).toEqual(["y-0", "y-1", "end"]);
    // Its generator was not left running, and neither was the other one.
    expect(await closed()).toBe(before + 2);
  });

  it("a worker that dies in a stream: its clients are told, the next ones are served", async () => {
    const session = open();
    expect(await words({ who: "a", count: 1 }, { session })).toEqual(["a-0", "end"]);
    expect(await ask({ die: true }, { session })).toMatch(/^572 worker lost/);
    expect(await ask({ what: "context" }, { session })).toMatch(/^572 worker lost/);
    session.close();
    expect(await words({ who: "b", count: 1 }, { session: open() })).toEqual(["b-0", "end"]);
  });
});

/** How many generators the worker of story has closed. */
async function closed(): Promise<number> {
  const state = await ask({ what: "state" });
  return Number(JSON.parse(JSON.stringify(state)).closed);
}
