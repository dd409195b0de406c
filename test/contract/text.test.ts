import { describe, expect, test } from "vitest";
import { withoutFolders } from "../../src/contract/text.ts";

describe("withoutFolders", () => {
  test.each([
    ["open '/srv/models/labels.csv'", "open 'labels.csv'"],
    ["file:///srv/app/eval.js:3: bad", "eval.js:3: bad"],
    ["/a/b.ts:1:2: ERROR (see /c/d/e.ts)", "b.ts:1:2: ERROR (see e.ts)"],
    ["GET http://host/a/b?c=/d failed", "GET http://host/a/b?c=/d failed"],
    ["either/or/neither, 3/4/5, /root", "either/or/neither, 3/4/5, /root"],
    ["./lib/size.ts and ../x/y.ts", "./lib/size.ts and ../x/y.ts"],
  ])("%s", (text, clean) => expect(withoutFolders(text)).toBe(clean));
});
