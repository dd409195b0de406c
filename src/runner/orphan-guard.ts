/**
 * A thread that ends the worker when its host is gone. The main thread cannot notice a closed channel while user code
 * holds it (a native `run()`, an endless loop), and a worker without a host must not live on.
 */
import { workerData } from "node:worker_threads";

const CHECK_MS = 1000;
const host: unknown = workerData;

setInterval(() => {
  if (process.ppid !== host) process.kill(process.pid, "SIGKILL");
}, CHECK_MS);
