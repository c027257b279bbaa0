/** A start doesn't wait for more: this much takes about 6 s. In bytes. */
const MAX_BYTES = 256 * 1024 ** 2;

/**
 * Writes a database file anew with nothing in it but what is stored: SQLite leaves in it what was
 * deleted, and in the log beside it. Nobody may have it open. Returns why it was not done, or null.
 */
export async function compact(path: string): Promise<string | null> {
  const size = (await Deno.stat(path).catch(() => null))?.size ?? 0;
  if (size === 0) return null;
  if (size > MAX_BYTES) return `it has ${size} bytes, more than ${MAX_BYTES}`;
  // Not needed where there is no file, as on Deno Deploy.
  const { DatabaseSync } = await import("node:sqlite");
  try {
    const database = new DatabaseSync(path);
    try {
      database.exec("PRAGMA secure_delete = ON; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    } finally {
      database.close();
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
