import type { Readable } from "node:stream";

/** A longer line is cut (characters). */
const MAX_LINE = 4096;
/** Lines beyond this in one second are counted, not logged. */
const MAX_LINES_PER_SECOND = 200;
/** What is kept to explain a worker's end (lines). */
const TAIL_LINES = 20;

export interface OutputSink {
  line(text: string): void;
  /** So many lines were left out in the last second. */
  dropped(count: number): void;
}

/**
 * Drains what a worker prints, always, so that a script that prints megabytes never blocks; passes lines on, capped
 * and rate-limited.
 */
export class Output {
  readonly #sink: OutputSink;
  readonly #tail: string[] = [];
  #partial = "";
  #lines = 0;
  #dropped = 0;
  /** Runs while lines are being counted: to the end of the second that the first of them opened. */
  #window: NodeJS.Timeout | undefined;

  constructor(stream: Readable, sink: OutputSink) {
    this.#sink = sink;
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => this.#take(text));
    stream.on("end", () => this.#end());
    stream.on("error", () => undefined);
  }

  /** The last lines, oldest first. */
  get tail(): readonly string[] {
    return this.#tail;
  }

  #take(text: string): void {
    const lines = (this.#partial + text).split("\n");
    const last = lines.pop() ?? "";
    // A line without an end must not grow for ever.
    this.#partial = last.length > MAX_LINE ? "" : last;
    if (last.length > MAX_LINE) lines.push(last);
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    const text = line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}... (${line.length} characters)` : line.trimEnd();
    if (text === "") return;
    this.#tail.push(text);
    if (this.#tail.length > TAIL_LINES) this.#tail.shift();
    this.#window ??= setTimeout(() => this.#endSecond(), 1000).unref();
    this.#lines += 1;
    if (this.#lines <= MAX_LINES_PER_SECOND) this.#sink.line(text);
    else this.#dropped += 1;
  }

  #endSecond(): void {
    clearTimeout(this.#window);
    this.#window = undefined;
    if (this.#dropped > 0) this.#sink.dropped(this.#dropped);
    this.#lines = 0;
    this.#dropped = 0;
  }

  #end(): void {
    if (this.#partial !== "") this.#line(this.#partial);
    this.#partial = "";
    this.#endSecond();
  }
}
