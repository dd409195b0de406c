/**
 * The members of a JSON object as the texts that stand in it, so that numbers stay as they were written; what Python
 * writes beside JSON (`NaN`, `Infinity`) is a value like any other. Of equal keys the last counts.
 *
 * @returns `undefined` when the text is no object
 */
export function membersOf(text: string): ReadonlyMap<string, string> | undefined {
  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (body === undefined) return undefined;
  const members = new Map<string, string>();
  for (const part of body.trim() === "" ? [] : parts(body, ",")) {
    const [key = "", ...value] = parts(part, ":");
    if (!isWhole(part)) return undefined;
    const name = nameOf(key.trim());
    if (name === undefined || value.length !== 1 || value[0]?.trim() === "") return undefined;
    members.set(name, value.join(":").trim());
  }
  return members;
}

/** Whether every list and object in it ends. */
function isWhole(text: string): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "[" || token === "{") depth += 1;
    else if ((token === "]" || token === "}") && --depth < 0) return false;
  }
  return depth === 0;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:]/gs;

/** A text cut at the separators that stand in no string, list or object of it. */
function parts(text: string, separator: string): string[] {
  const found: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    else if (token === separator && depth === 0) {
      found.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...found, text.slice(start)];
}

function nameOf(key: string): string | undefined {
  try {
    const name: unknown = JSON.parse(key);
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}
