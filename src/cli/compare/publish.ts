import { reportPage } from "../../compare/html/page.ts";
import { Report } from "../../compare/report.ts";
import { validated } from "../../contract/settings.ts";
import { note, say } from "../output.ts";
import type { Assembled } from "./assemble.ts";
import type { Journal } from "./journal.ts";
import { JournalError } from "./journal.ts";
import { summaryOf } from "./summary.ts";

/** Tells the terminal, and leaves `report.json`, its pictures and the page in the folder of the journal. */
export async function publish({ report, pictures }: Assembled, journal: Journal, folder: string): Promise<void> {
  const text = `${JSON.stringify(validated(Report, report, "report.json"), null, 2)}\n`;
  say(summaryOf(report));
  process.exitCode = report.verdict.exit_code;
  try {
    await journal.write("report.json", text);
    for (const [file, bytes] of pictures) await journal.write(file, bytes);
    await journal.write("report.html", reportPage(report, pictures));
    say(`\nThe whole report: ${folder}/report.html (for programs: report.json)`);
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    note(`the report: ${error.message}`);
    process.exitCode ||= 2;
  }
}
