import { visible } from "../words.ts";

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

function escaped(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
