import { CompareSettings } from "../../src/compare/settings.ts";
import { validated } from "../../src/contract/settings.ts";

/** What a `compare.yaml` with these keys says. */
export function settingsOf(keys: object): CompareSettings {
  return validated(CompareSettings, keys, "compare.yaml");
}
