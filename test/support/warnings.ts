/** What this process is warned of while something is done, such as listeners that pile up. */
export async function warningsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on("warning", note);
  await work().finally(() => process.off("warning", note));
  return warnings;
}
