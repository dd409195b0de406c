/** The platform's metering, which a script may write: `NAME:n`, several joined by `;` (spec: AVA, section 6.5). */
export const ORIGIN = "X-Origin-A";

/** All headers of an answer together must fit into the 4 KiB that common proxies take. */
const MAX_LENGTH = 2048;
/** What HTTP takes as a header's value, but for Latin-1, which no two clients read alike. */
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
const COUNTED = /^(?<name>[^;]*):(?<count>\d{1,15})$/;

/**
 * The header's value for the values of several answers, in their order. Where they are too long together, what is counted
 * under one name is added up.
 *
 * @returns `undefined` when HTTP has no such value: that must not cost the answer
 */
export function originOf(values: readonly string[]): string | undefined {
  const joined = values.join(";");
  const origin = joined.length > MAX_LENGTH ? summed(joined.split(";")) : joined;
  return HEADER_VALUE.test(origin) && origin.length <= MAX_LENGTH ? origin : undefined;
}

function summed(elements: readonly string[]): string {
  const sums = new Map<string, number>();
  for (const element of elements) {
    const { name, count } = COUNTED.exec(element)?.groups ?? {};
    if (name === undefined) sums.set(element, Number.NaN);
    else sums.set(name, (sums.get(name) ?? 0) + Number(count));
  }
  return [...sums].map(([name, sum]) => (Number.isNaN(sum) ? name : `${name}:${sum}`)).join(";");
}
