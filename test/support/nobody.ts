const NOBODY = 65_534;

/** Runs something with an ordinary user's rights: the superuser may do everything, so refusals need another user. */
export async function asNobody<T>(use: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return use();
  process.seteuid?.(NOBODY);
  try {
    return await use();
  } finally {
    process.seteuid?.(0);
  }
}
