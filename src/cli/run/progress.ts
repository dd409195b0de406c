const WIDTH = 30;

type Terminal = Pick<NodeJS.WriteStream, "isTTY" | "write">;

/** A progress bar on a terminal; on any other stream, or none, it shows nothing. */
export class Progress {
  readonly #total: number;
  readonly #terminal: Terminal | undefined;
  #done = 0;
  #failed = 0;

  constructor(total: number, stream: Terminal | undefined) {
    this.#total = total;
    this.#terminal = stream?.isTTY ? stream : undefined;
    this.#show();
  }

  /** One more is done. `print` writes its line, which the bar makes way for. */
  step(hasFailed: boolean, print: () => void): void {
    this.#done += 1;
    if (hasFailed) this.#failed += 1;
    this.clear();
    print();
    this.#show();
  }

  clear(): void {
    this.#terminal?.write("\r\u001b[K");
  }

  #show(): void {
    const full = Math.round((this.#done / this.#total) * WIDTH);
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : "";
    const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
    this.#terminal?.write(`${bar} ${this.#done} of ${this.#total}${failed}`);
  }
}
