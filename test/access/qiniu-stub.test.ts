import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQiniuStub } from "../../src/access/qiniu-stub.ts";

const number = fc.nat({ max: 0xff_ff_ff_ff });

describe("parseQiniuStub", () => {
  it("reads every pair of numbers, in any order and among other fields", () => {
    const other = fc.constantFrom("ak=x", "eu=y%20z", "suid=abc", "app=1", "foo", "", "=1", "uid2=3", "Uid=4");
    fc.assert(
      fc.property(number, number, fc.array(other), fc.infiniteStream(fc.nat()), (uid, ut, others, order) => {
        const fields = [`uid=${uid}`, `ut=${ut}`, ...others].map((field) => [order.next().value, field] as const);
        fields.sort(([a], [b]) => a - b);
        expect(parseQiniuStub(`QiniuStub ${fields.map(([, field]) => field).join("&")}`)).toEqual({ uid, ut });
      }),
    );
  });

  it("agrees with the standard's query strings where those agree with Go's", () => {
    const text = fc.string({ unit: fc.constantFrom(..."uidt07&=%+ 3x9") });
    fc.assert(
      fc.property(text, (query) => {
        fc.pre(!/%(?![\dA-F]{2})/i.test(query));
        const fields = new URLSearchParams(query);
        const [uid, ut] = [fields.get("uid") ?? "", fields.get("ut") ?? "0"];
        const good = [uid, ut].every((value) => /^\d+$/.test(value) && BigInt(value) <= 0xff_ff_ff_ffn);
        expect(parseQiniuStub(`QiniuStub ${query}`)).toEqual(good ? { uid: Number(uid), ut: Number(ut) } : undefined);
      }),
    );
  });

  it.each([
    ["QiniuStub uid=7", { uid: 7, ut: 0 }],
    ["QiniuStub uid=0&ut=0", { uid: 0, ut: 0 }],
    ["QiniuStub uid=007&ut=4", { uid: 7, ut: 4 }],
    ["QiniuStub %75id=%37&ut=4", { uid: 7, ut: 4 }],
    ["QiniuStub uid=7&uid=x&ut=4&ut=-1", { uid: 7, ut: 4 }],
    ["QiniuStub uid=4294967295&ut=4", { uid: 4_294_967_295, ut: 4 }],
    ["QiniuStub uid=7&ut=4&eu=%ff", { uid: 7, ut: 4 }],
  ])("takes %s", (header, caller) => {
    expect(parseQiniuStub(header)).toEqual(caller);
  });

  it.each([
    "",
    "QiniuStub",
    "QiniuStub ",
    "QiniuStub ut=4",
    "QiniuStub uid=&ut=4",
    "QiniuStub uid&ut=4",
    "QiniuStub uid=7&ut=",
    "QiniuStub uid=-7&ut=4",
    "QiniuStub uid=+7&ut=4",
    "QiniuStub uid=7 &ut=4",
    "QiniuStub uid=7.0&ut=4",
    "QiniuStub uid=0x7&ut=4",
    "QiniuStub uid=1e3&ut=4",
    "QiniuStub uid=٧&ut=4",
    "QiniuStub uid=7&ut=abc",
    "QiniuStub uid=4294967296&ut=4",
    "QiniuStub uid=7&ut=99999999999999999999",
    "QiniuStub uid=x&uid=7&ut=4",
    "QiniuStub uid=7&ut=%zz",
    "QiniuStub uid=7&ut=4&eu=%",
    "QiniuStub  uid=7&ut=4",
    "QiniuStub\tuid=7&ut=4",
    "QiniuStubuid=7&ut=4",
    "qiniustub uid=7&ut=4",
    " QiniuStub uid=7&ut=4",
    "Qiniu ak:sig",
    "uid=7&ut=4",
  ])("refuses %j", (header) => {
    expect(parseQiniuStub(header)).toBeUndefined();
  });
});
