import { createHash } from "node:crypto";
import { Script } from "node:vm";
import fc from "fast-check";
import * as Value from "typebox/value";
import { describe, expect, it } from "vitest";
import { reportPage } from "../../../src/compare/html/page.ts";
import { Report } from "../../../src/compare/report.ts";
import { PICTURES, reportWith } from "./sample-report.ts";

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isEnd: boolean;
  readonly isWhole: boolean;
}

const VOID = new Set(["meta", "input", "br"]);

/** The tags of a page as a browser sees them; what stands in style and script is none. Anything odd is an error. */
function tagsOf(page: string): Tag[] {
  const body = page.replaceAll(/(<(style|script)>)[\s\S]*?(<\/\2>)/g, "$1$3");
  const rest = body.replaceAll(/<\/?[a-z][a-z0-9]*(?:\s+[a-zA-Z][\w-]*(?:="[^"<>]*")?)*\s*\/?>/g, "");
  expect(rest.replace("<!doctype html>", "").match(/.{0,40}[<>].{0,40}/g)).toBeNull();
  return [...body.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][\w-]*(?:="[^"<>]*")?)*)\s*(\/?)>/g)].map(
    ([, end, name = "", attributes = "", whole]) => ({
      name,
      attributes: new Map(
        [...attributes.matchAll(/([a-zA-Z][\w-]*)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [key, value]),
      ),
      isEnd: end === "/",
      isWhole: whole === "/" || VOID.has(name),
    }),
  );
}

const page = reportPage(reportWith("some text"), PICTURES);
const tags = tagsOf(page);
const all = (attribute: string) => tags.flatMap(({ attributes }) => attributes.get(attribute) ?? []);

describe("the page of a report", () => {
  it("is of a report that fits its schema", () => {
    expect(Value.Errors(Report, reportWith("text"))).toEqual([]);
  });

  it("is whole: what begins ends, ids are unique, links lead somewhere", () => {
    const open: string[] = [];
    for (const { name, isEnd, isWhole } of tags) {
      if (isEnd) expect(open.pop()).toBe(name);
      else if (!isWhole) open.push(name);
    }
    expect(open).toEqual([]);
    const ids = all("id");
    expect(new Set(ids).size).toBe(ids.length);
    const links = [
      ...all("href").filter((href) => !href.startsWith("data:")),
      ...all("aria-labelledby").map((id) => `#${id}`),
    ];
    expect(links.length).toBeGreaterThan(15);
    for (const link of links) expect(ids.map((id) => `#${id}`)).toContain(link);
  });

  it("can be read by everybody: one heading of all, landmarks, pictures with names, tables with heads", () => {
    const names = tags.filter(({ isEnd }) => !isEnd).map(({ name }) => name);
    const count = (name: string) => names.filter((each) => each === name).length;
    expect([count("h1"), count("header"), count("nav"), count("main")]).toEqual([1, 1, 1, 1]);
    expect(count("section")).toBe(7);
    expect(count("caption")).toBe(count("table"));
    for (const { name, attributes, isEnd } of tags) {
      if (isEnd) continue;
      if (name === "svg") expect(attributes.has("aria-label") || attributes.has("aria-hidden")).toBe(true);
      if (name === "th") expect(attributes.get("scope")).toMatch(/^(col|row)$/);
    }
    expect(page).toContain('<html lang="en">');
  });

  it("needs nothing else, and lets nothing else run", () => {
    for (const href of [...all("href"), ...all("src")]) expect(href).toMatch(/^(#|data:image\/webp;base64,)/);
    expect(page).not.toMatch(/@import|url\(|https?:/);
    const attributes = new Set(tags.flatMap(({ attributes: each }) => [...each.keys()]));
    expect([...attributes].filter((name) => name === "style" || /^on/.test(name))).toEqual([]);
    const policy = all("content").find((content) => content.includes("default-src")) ?? "";
    expect(policy).toMatch(/^default-src 'none'; img-src data:; /);
    for (const kind of ["style", "script"]) {
      const [, content = ""] = new RegExp(`<${kind}>([\\s\\S]*?)</${kind}>`).exec(page) ?? [];
      const hash = createHash("sha256").update(content).digest("base64");
      expect(policy).toContain(`${kind}-src 'sha256-${hash}'`);
      if (kind === "script") expect(() => new Script(content)).not.toThrow();
    }
    expect(policy).not.toContain("unsafe");
  });

  it("has the same tags whatever a script, a file name or an answer says", () => {
    const skeleton = (text: string) =>
      tagsOf(reportPage(reportWith(text), PICTURES)).map(
        ({ name, attributes, isEnd }) => `${isEnd ? "/" : ""}${name} ${[...attributes.keys()]}`,
      );
    const expected = skeleton("x");
    const hostile = [
      '"><script>alert(1)</script>',
      "</style></script><img src=x onerror=alert(1)>",
      "' onload='x",
      "<!--",
      "]]>",
      "&lt;b&gt;",
      "{{7*7}}",
      "\u2028",
    ];
    for (const text of hostile) expect(skeleton(text)).toEqual(expected);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 30 }), (text) => {
        expect(skeleton(text)).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  it("names the verdict, its rule, what it means and what to do, before anything else", () => {
    const [head = ""] = page.split("<nav");
    expect(head).toMatch(/<h1>.*Different<\/h1>/);
    expect(head).toContain("some text: up to 0.25");
    expect(head).toContain("B does not answer as A does.");
    expect(head).toMatch(/compare\.yaml/);
  });

  it("marks the first step that diverges, and that alone", () => {
    const marked = [...page.matchAll(/<tr class="begins"><th scope="row">(.*?) <b/g)].map(([, stage]) => stage);
    expect(marked).toEqual(["resize"]);
    expect(page).toContain("0.1 apart on average");
    const { ladder: _, ...without } = reportWith("x");
    expect(reportPage(without, PICTURES)).toContain("--stages");
  });

  it("shows a picture once, however often it is drawn on, and says which is missing", () => {
    const report = reportWith("x");
    const [, masked, ...others] = report.worst;
    if (masked?.evidence === undefined) throw new Error("the sample has no masks");
    const input = { file: "pictures/2-input.webp", width: 10, height: 10 };
    const shown = reportPage(
      { ...report, worst: [{ ...masked, evidence: { ...masked.evidence, input } }, ...others] },
      PICTURES,
    );
    expect([...shown.matchAll(/id="input-\d+"/g)]).toHaveLength(1);
    expect([...shown.matchAll(/<use href="#input-1"/g)]).toHaveLength(2);
    expect(reportPage(report, new Map())).toContain("pictures/1-input.webp is missing");
  });

  it.each(["equal", "equal within noise", "within tolerance", "nothing could be compared", "unfinished"] as const)(
    "says what %s means, of a report with nothing else in it",
    (verdict) => {
      const { labelled: _, ladder: _2, latency: _3, kind: _4, ...report } = reportWith("x");
      const bare = reportPage(
        { ...report, verdict: { verdict, rule: "because", exit_code: 0 }, measures: [], worst: [] },
        new Map(),
      );
      expect(tagsOf(bare).filter(({ name, isEnd }) => name === "section" && !isEnd)).toHaveLength(7);
      expect(bare).toMatch(new RegExp(`<h1>.*${verdict}</h1>`, "i"));
    },
  );

  it("says in words what A does to itself", () => {
    expect(page).toContain("A was asked 2 more times");
    expect(page).toContain("A differs from itself by up to 0.1");
    expect(page).toContain("chance explains it. That rests on 9 cases that vary, which is little.");
    const report = reportWith("x");
    const quiet = report.measures.map(({ noise: _, ...measure }) => measure);
    expect(reportPage({ ...report, measures: quiet }, PICTURES)).toContain("--calibrate N");
  });

  it("stays bounded: of thousands of cases it has the worst thousand, and says so", () => {
    const report = reportWith("x");
    const [last] = report.worst.slice(-1);
    if (last === undefined) throw new Error("the sample has no cases");
    const many = Array.from({ length: 5000 }, (_, index) => ({ ...last, id: `case ${index}` }));
    const large = reportPage({ ...report, worst: many }, PICTURES);
    expect(large).toContain("The 1000 worst of 5000; all are in <code>report.json</code>");
    expect([...large.matchAll(/<tr data-case=/g)]).toHaveLength(1000);
  });
});
