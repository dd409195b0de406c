import { quoted } from "../shell.ts";

/**
 * The command that was given, for a shell: with its options whole, defaults included, so that the same can be asked again.
 *
 * @param options by their names in code; `true` is a flag, and what is undefined was not given
 */
export function commandOf(names: readonly string[], options: object): string {
  const flags = Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined || value === false) return [];
    return value === true ? [flag] : [flag, String(value)];
  });
  return ["npx evalbridge compare", ...[...names, ...flags].map(quoted)].join(" ");
}
