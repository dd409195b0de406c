import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { ReleaseSettings } from "../../src/contract/release.ts";
import { validated } from "../../src/contract/settings.ts";
import { chooseDevice } from "../../src/workers/device.ts";

/** The driver's files, as `chooseDevice` itself looks for them: the table is about what follows. */
const present = readdirSync("/dev").some((name) => /^nvidia\d+$/.test(name));
const GPU = present ? { device: "GPU", missing: false } : { device: "CPU", missing: true };
const CPU = { device: "CPU", missing: false };

it.each([
  [{}, {}, CPU],
  [{}, { USE_DEVICE: "GPU" }, GPU],
  [{}, { USE_DEVICE: "gpu" }, CPU],
  [{}, { USE_DEVICE: "CPU" }, CPU],
  [{ use_device: "CPU" }, { USE_DEVICE: "GPU" }, CPU],
  [{ use_device: "GPU" }, { USE_DEVICE: "CPU" }, GPU],
  [{ use_device: "GPU", require_gpu: true }, {}, GPU],
  [{ require_gpu: true }, {}, { device: "CPU", missing: !present }],
])("%j with %j", (settings, env, expected) => {
  expect(chooseDevice(validated(ReleaseSettings, settings, "the test"), env)).toEqual(expected);
});
