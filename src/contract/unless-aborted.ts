/** A promise's outcome, or an error as soon as a signal says so. */
export function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal, error: () => Error): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(error());
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
