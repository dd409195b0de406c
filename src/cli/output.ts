import { systemCodeOf } from "../contract/text.ts";

/** Prints text and a line end on stdout. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A reader may leave before the end, as in `evalbridge serve | head -1`: that ends nothing here. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (systemCodeOf(error) !== "EPIPE") throw error;
    });
  }
}
