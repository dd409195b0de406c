import { readdirSync } from "node:fs";
import type { Device } from "../contract/handler.ts";
import type { ReleaseSettings } from "../contract/release.ts";

export interface DeviceChoice {
  readonly device: Device;
  /** A GPU was asked for and is not there. */
  readonly missing: boolean;
}

/** `release.yaml` over the variable `USE_DEVICE` over CPU; a GPU that is not there becomes the CPU. */
export function chooseDevice(settings: ReleaseSettings, env: NodeJS.ProcessEnv = process.env): DeviceChoice {
  const asked = settings.use_device ?? (env["USE_DEVICE"] === "GPU" ? "GPU" : "CPU");
  const missing = (asked === "GPU" || settings.require_gpu) && !hasGpu();
  return { device: asked === "GPU" && !missing ? "GPU" : "CPU", missing };
}

/** The NVIDIA driver makes one device file per GPU that this process may use. */
function hasGpu(): boolean {
  return readdirSync("/dev").some((name) => /^nvidia\d+$/.test(name));
}
