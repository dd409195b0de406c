import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/contract/json.ts";
import { SettingsError } from "../../src/contract/settings.ts";
import { normalised } from "../../src/releases/platform-document.ts";

const FILE = "/srv/app/v1/release.json";

function settingsOf(value: JsonObject): JsonObject {
  return normalised({ file: FILE, value }).settings;
}

/** As the platform's configuration service kept it (spec: AVA, section 6.9). */
const NEWER = {
  tar_file: "http://models/ocr.tar",
  image_width: 224,
  batch_size: 8,
  custom_files: { "labels.csv": "http://models/labels.csv" },
  custom_values: { threshold: 0.5, workspace: "/tmp/x" },
  phase: "staging",
  model_params: { cropSize: "224x224" },
};

const OLDER = {
  name: "ocr",
  version: "20180601-v1-1",
  file: "qiniu://z0/models/ocr.tar",
  phase: "production",
  desc: "the first one",
  lastmodified: "2018-06-01T08:00:00+08:00",
};

describe("normalised", () => {
  it("takes the newer shape", () => {
    const { custom_values, ...same } = NEWER;
    expect(settingsOf(NEWER)).toEqual({ ...same, custom_params: custom_values });
  });

  it("takes the older shape, and keeps its name and version aside", () => {
    const { settings, ...facts } = normalised({ file: FILE, value: OLDER });
    expect(settings).toEqual({ tar_file: OLDER.file, phase: "production", desc: "the first one" });
    expect(facts).toEqual({ name: "ocr", version: "20180601-v1-1", port: undefined });
  });

  it("leaves our own documents as they are", () => {
    const ours = { engine: "python", python_path: ["lib"], timeout_ms: 5, custom_params: { a: [1] }, max_queue: 3 };
    expect(settingsOf(ours)).toEqual(ours);
  });

  it("takes our keys among theirs", () => {
    const mixed = { ...OLDER, python: "python2.7", custom_params: { a: 1 }, custom_values: { b: 2 } };
    expect(settingsOf(mixed)).toMatchObject({
      tar_file: OLDER.file,
      python: "python2.7",
      custom_params: { a: 1, b: 2 },
    });
  });

  it("takes the configuration file of a stand-alone host", () => {
    const conf = {
      workspace: "/tmp/eval",
      integrate: "lib",
      run_mode: "standalone",
      http_port: 9100,
      use_device: "GPU",
      owner: { uid: 1, ak: "", sk: "" },
      rs_host: "",
      audit_log: { dir: "run/auditlog" },
      debug_level: 1,
      release: NEWER,
      worker: { timeout: 3_000_000_000, max_concurrent: 20, delay4batch: 100_000_000, kodo: { rs_host: "" } },
    };
    const { settings, port } = normalised({ file: FILE, value: conf });
    const { custom_values, ...same } = NEWER;
    const worker = { timeout_ms: 3000, batch_delay_ms: 100 };
    expect(settings).toEqual({ ...same, ...worker, custom_params: custom_values, use_device: "GPU" });
    expect(port).toBe(9100);
    expect(normalised({ file: FILE, value: { http_port: "80" } }).port).toBe(80);
  });

  it("counts nanoseconds, and never makes a time out of nothing", () => {
    expect(settingsOf({ timeout: 1, delay4batch: 1 })).toEqual({ timeout_ms: 1, batch_delay_ms: 1 });
    expect(settingsOf({ worker: { timeout: 0, delay4batch: 0 } })).toEqual({ batch_delay_ms: 0 });
    expect(settingsOf({ timeout: 1.5e9 })).toEqual({ timeout_ms: 1500 });
  });

  it("lets max_concurrent only lengthen the queue", () => {
    expect(settingsOf({ max_concurrent: 20 })).toEqual({});
    expect(settingsOf({ worker: { max_concurrent: 1000 } })).toEqual({ max_queue: 1000 });
  });

  it("takes for absent what the platform writes when it was told nothing", () => {
    const empty = {
      tar_file: "",
      image_width: 0,
      custom_files: null,
      custom_values: null,
      model_params: null,
      phase: "",
    };
    expect(settingsOf(empty)).toEqual({});
    expect(settingsOf({ use_device: "", release: { ...empty, file: "a.tar" }, worker: null })).toEqual({
      tar_file: "a.tar",
    });
  });

  it("takes what is said twice when it is the same", () => {
    expect(settingsOf({ file: "a.tar", tar_file: "a.tar", release: { tar_file: "a.tar" } })).toEqual({
      tar_file: "a.tar",
    });
  });

  it.each<[JsonObject, string]>([
    [
      { file: "a.tar", tar_file: "b.tar" },
      'tar_file is given twice, and not the same ("file" is its name on the platform)',
    ],
    [{ timeout: 1e9, timeout_ms: 5 }, "timeout_ms is given twice, and not the same"],
    [{ custom_params: { a: 1 }, custom_values: { a: 2 } }, "custom_params.a is given twice, and not the same"],
    [{ batch_size: 1, release: { batch_size: 2 } }, "batch_size is given twice, and not the same"],
    [{ file: 5 }, "file must be string (found 5)"],
    [{ release: { file: 5 } }, "release.file must be string (found 5)"],
    [{ release: "a.tar" }, "release must be object"],
    [{ worker: { timeout: "10s" } }, 'worker.timeout must be number (found "10s")'],
    [{ timeout: -1 }, "timeout must be >= 0 (found -1)"],
    [{ custom_values: [1] }, "custom_values must be object"],
    [{ http_port: "eighty" }, "http_port"],
  ])("refuses %j, naming the file and the key", (value, message) => {
    expect(() => settingsOf(value)).toThrow(SettingsError);
    expect(() => settingsOf(value)).toThrow(`${FILE}: ${message}`);
  });
});
