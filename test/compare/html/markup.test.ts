import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html, verbatim } from "../../../src/compare/html/markup.ts";

const NAMES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const decoded = (text: string) => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => NAMES[name] ?? "");
const anyText = fc.string({ unit: "binary" });

describe("a template", () => {
  it("makes any text a text, in elements and attributes, and loses nothing that a page can hold", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [, inAttribute = "", inElement = ""] =
          /^<p title="([^<>"']*)">([^<>"']*)<\/p>$/.exec(html`<p title="${text}">${text}</p>`.text) ?? [];
        expect(inElement).toBe(inAttribute);
        expect(inElement.replaceAll(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
        const kept = [...decoded(inElement)];
        expect([...text].every((character, index) => kept[index] === character || kept[index] === "\ufffd")).toBe(true);
        expect(kept).toHaveLength([...text].length);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[\w <>&"'/=;\n\t\u00e4\u4e2d\u{1f600}-]*$/u), (text) => {
        expect(decoded(html`${text}`.text)).toBe(text);
      }),
    );
  });

  it("lets no control character through, nor one that turns the direction of what stands around it", () => {
    expect(html`${"a\u0000b\u001b\u202ecod.exe\u2066\ud800"}`.text).toBe("a\ufffdb\ufffd\ufffdcod.exe\ufffd\ufffd");
  });

  it("takes markup, numbers, lists and nothing", () => {
    const item = html`<li>${1}</li>`;
    expect(html`<ul>${[item, [item]]}${undefined}</ul>${verbatim("<hr>")}`.text).toBe(
      "<ul><li>1</li><li>1</li></ul><hr>",
    );
  });
});
