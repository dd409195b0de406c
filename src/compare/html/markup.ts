/** Markup that may stand in a page as it is. Only `html` makes it, so that no text gets into a page unescaped. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type { Markup };

/** What may stand in a template: texts and numbers are escaped, markup is not, and nothing is nothing. */
export type Part = string | number | Markup | undefined | readonly Part[];

/**
 * A template of HTML or SVG. Every text in it becomes text, never markup, in elements and in attributes, which must have their
 * quotes in the template. Not for the insides of `<script>` and `<style>`.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const texts = strings.map((text, index) => (index === 0 ? text : textOf(parts[index - 1]) + text));
  return new Markup(texts.join(""));
}

/** A constant of ours that goes into a page as it is, such as a style sheet. Never a text from elsewhere. */
export function verbatim(constant: string): Markup {
  return new Markup(constant);
}

function textOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part.map(textOf).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that HTML cannot hold, or that change what stands around them, become a visible sign. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cs}\ufffe\uffff]|(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd")
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
