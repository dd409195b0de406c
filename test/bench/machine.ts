import { cpus, loadavg } from "node:os";

/** What the figures depend on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Processes that wanted to run in the last minute; well above 0 means that others disturbed the figures. */
  readonly loadBefore: number;
  readonly node: string;
  readonly python: string;
  readonly generator: string;
}

/** To be called before the first measurement. */
export function describeMachine(python: string, generator: string): Machine {
  const [first] = cpus();
  const [loadBefore = 0] = loadavg();
  const node = process.versions.node;
  return { cpu: first?.model ?? "unknown CPU", cores: cpus().length, loadBefore, node, python, generator };
}

export function printMachine({ cpu, cores, loadBefore, node, python, generator }: Machine): string {
  const load = `load ${loadBefore.toFixed(1)} before the run`;
  return `${cpu}, ${cores} cores, ${load}; Node ${node}; Python ${python}; ${generator}`;
}
