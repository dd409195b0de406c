import type { Mask } from "../../compare/answered.ts";
import type { Evidence } from "../../compare/evidence.ts";
import { shownAnswers } from "../../compare/evidence.ts";
import { decodedMask } from "../../compare/pair.ts";
import type { CaseReport } from "../../compare/report.ts";
import type { CompareSettings } from "../../compare/settings.ts";
import { decodeDataUri, isBase64Data } from "../../media/data-uri.ts";
import type { Judged } from "./judge.ts";
import type { Painted } from "./pictures.ts";
import { paintHeat, paintInput, paintMask } from "./pictures.ts";
import type { Request } from "./request.ts";
import { taskOf } from "./requests.ts";

/** Cases that are shown with their input and both answers, and so many where nothing differs. */
const SHOWN = 24;
const SHOWN_EQUAL = 4;
/** For all pictures together (bytes); cases that come when it is full have none. */
const ROOM = 8 * 2 ** 20;

/** The cases of a report, the first of them with evidence, and the pictures of that by file name. */
export interface Shown {
  readonly worst: CaseReport[];
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/**
 * Adds to the worst cases what a person looks at: input, answers, and where they differ.
 *
 * @param room for all pictures together (bytes)
 */
export async function withEvidence(
  worst: readonly CaseReport[],
  { judged, requests, settings }: { judged: Judged; requests: readonly Request[]; settings: CompareSettings },
  room = ROOM,
): Promise<Shown> {
  const unlike = worst.filter((one) => one.worst > 0 || one.exceeding.length > 0).length;
  const shown = Math.min(SHOWN, Math.max(SHOWN_EQUAL, unlike));
  const album = new Album(room);
  const byName = new Map(requests.map((request) => [request.name, request]));
  const cases: CaseReport[] = [];
  for (const [index, each] of worst.entries()) {
    const [answers, request] = [judged.get(each.id), byName.get(each.id)];
    if (index >= shown || answers === undefined || request === undefined) cases.push(each);
    else {
      const said = shownAnswers(answers, settings);
      const masks = { a: await decodedMask(answers.a), b: await decodedMask(answers.b) };
      cases.push({ ...each, evidence: await album.illustrate(index + 1, said, masks, request) });
    }
  }
  return { worst: cases, pictures: album.pictures };
}

class Album {
  readonly pictures = new Map<string, Uint8Array>();
  #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  async illustrate(
    number: number,
    said: Pick<Evidence, "a" | "b" | "left_out">,
    masks: { readonly a: Mask | undefined; readonly b: Mask | undefined },
    request: Request,
  ): Promise<Evidence> {
    const leftOut = [...said.left_out];
    const bytes = await firstInput(request);
    if (typeof bytes === "string") leftOut.push(bytes);
    if (request.inputs.length > 1) leftOut.push(`of its ${request.inputs.length} inputs the first is shown`);
    const input = typeof bytes === "string" ? undefined : await paintInput(bytes);
    const over = input ?? masks.a ?? masks.b ?? { width: 1, height: 1 };
    const heat = masks.a && masks.b ? await paintHeat(masks.a, masks.b, over) : undefined;
    if (masks.a && masks.b && heat === undefined) leftOut.push("the masks have unlike sizes");
    const layers = {
      input,
      a: masks.a && (await paintMask(masks.a, over)),
      b: masks.b && (await paintMask(masks.b, over)),
      heat,
    };
    const kept = this.#keep(number, layers);
    if (kept === undefined) return { ...said, left_out: [...leftOut, "the report has no room for more pictures"] };
    return {
      ...(kept.input === undefined ? {} : { input: kept.input }),
      a: { ...said.a, ...(kept.a === undefined ? {} : { mask: kept.a }) },
      b: { ...said.b, ...(kept.b === undefined ? {} : { mask: kept.b }) },
      ...(kept.heat === undefined ? {} : { heat: kept.heat }),
      left_out: leftOut,
    };
  }

  /** All of a case's pictures, or none. */
  #keep(number: number, layers: Record<"input" | "a" | "b" | "heat", Painted | undefined>) {
    const bytes = Object.values(layers).reduce((sum, painted) => sum + (painted?.bytes.length ?? 0), 0);
    if (bytes > this.#room) return undefined;
    this.#room -= bytes;
    const put = (name: string, painted: Painted | undefined) => {
      if (painted === undefined) return undefined;
      const file = `pictures/${number}-${name}.webp`;
      this.pictures.set(file, painted.bytes);
      return { file, width: painted.width, height: painted.height };
    };
    return {
      input: put("input", layers.input),
      a: put("a", layers.a),
      b: put("b", layers.b),
      heat: put("difference", layers.heat),
    };
  }
}

/** Bytes, or why there are none: nothing is fetched again. */
async function firstInput({ inputs, ...request }: Request): Promise<Uint8Array | string> {
  const [first] = inputs;
  if (first?.uri !== undefined && !isBase64Data(first.uri)) return "the input is a URI, which is not fetched again";
  try {
    if (first?.uri !== undefined) return decodeDataUri(first.uri);
    const task = await taskOf({ ...request, inputs: inputs.slice(0, 1) });
    return Buffer.concat(task.sources[0]?.body ?? []);
  } catch {
    return "the input cannot be read any more";
  }
}
