/** JSON of more tokens is not read just to know what it is: whoever needs it all judges it. */
export const MAX_TOKENS = 200_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/** What each byte outside of strings counts. */
type Weights = Uint8Array;

function weightsOf(...bytes: readonly number[]): Weights {
  const weights = new Uint8Array(256);
  for (const byte of bytes) weights[byte] = 1;
  return weights;
}

const TOKENS = weightsOf(QUOTE, COMMA, BRACKET, BRACE);
const OBJECTS = weightsOf(QUOTE, BRACKET, BRACE);

/**
 * Whether a JSON text holds more than `max` strings, commas and opening brackets, which is what reading it costs: a text of
 * `[{},{},...` takes a hundred times the time and memory of one long string. Stops counting as soon as it is known.
 */
export function holdsMoreTokens(json: Uint8Array, max: number): boolean {
  return holdsMore(json, max, TOKENS);
}

/** The same for strings, lists and objects alone, where numbers may be as many as there is room for. */
export function holdsMoreObjects(json: Uint8Array, max: number): boolean {
  return holdsMore(json, max, OBJECTS);
}

function holdsMore(json: Uint8Array, max: number, weights: Weights): boolean {
  // Each takes a byte at least.
  if (json.length <= max) return false;
  let count = 0;
  for (let at = 0; at < json.length; ) {
    const quote = json.indexOf(QUOTE, at);
    const end = quote < 0 ? json.length : quote + 1;
    for (; at < end; at++) {
      count += weights[json[at] ?? 0] ?? 0;
      if (count > max) return true;
    }
    if (quote >= 0) at = endOfString(json, quote) + 1;
  }
  return false;
}

/** Where the string ends that begins at `quote`. */
function endOfString(json: Uint8Array, quote: number): number {
  for (let at = json.indexOf(QUOTE, quote + 1); at >= 0; at = json.indexOf(QUOTE, at + 1)) {
    let before = at - 1;
    while (json[before] === BACKSLASH) before -= 1;
    // An even number of backslashes escapes itself.
    if ((at - before) % 2 === 1) return at;
  }
  return json.length;
}

/**
 * Where the text goes on behind the string that begins at `quote`.
 *
 * @throws SyntaxError when it does not end
 */
export function pastString(json: string, quote: number): number {
  for (let at = json.indexOf('"', quote + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let before = at - 1;
    while (json[before] === "\\") before -= 1;
    // An even number of backslashes escapes itself.
    if ((at - before) % 2 === 1) return at + 1;
  }
  throw new SyntaxError("no JSON");
}
