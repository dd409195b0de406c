import { describe, expect, test } from "vitest";
import { BridgeError, evalError } from "../../src/contract/errors.ts";
import { failureOf } from "../../src/runner/failure.ts";

describe("failureOf", () => {
  test.each<[string, unknown, number, string]>([
    ["the handler's own code", evalError(404, "no such label"), 404, "no such label"],
    ["a code of success", evalError(200, "fine?"), 599, "fine?"],
    ["another code of success", evalError(0, "fine?"), 599, "fine?"],
    ["a code that the host judges, as it does a ret's", evalError(300, "elsewhere"), 300, "elsewhere"],
    ["a code that cannot travel", evalError(2 ** 31, "far"), 599, "far"],
    ["an own text with a path in it", evalError(400, "bad path /a/b"), 400, "bad path /a/b"],
    ["a known failure of the host", new BridgeError("bad_request", "no data"), 400, "no data"],
    ["an exception without a message", new RangeError(), 599, "RangeError"],
    ["a thrown object", { code: 400 }, 599, "[object Object]"],
    ["nothing", undefined, 599, "undefined"],
  ])("%s", (_, error, code, message) => expect(failureOf(error)).toEqual({ code, message }));
});
