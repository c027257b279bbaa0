import type { BatchFile } from "@/lib/wire/batch.ts";

/**
 * The chosen files that the batch doesn't have, by name, size and SHA-256. Where bytes can't be compared
 * (plain HTTP has no `crypto.subtle`) a file counts as new: the server finds out, and takes it once.
 *
 * @param refused whether a file won't even be sent: those that are on record as refused are left out
 */
export async function newFiles(
  chosen: readonly File[],
  there: readonly BatchFile[],
  refused: (file: File) => boolean,
): Promise<File[]> {
  const byName = new Map<string, BatchFile[]>();
  for (const file of there) byName.set(file.name, [...byName.get(file.name) ?? [], file]);
  const fresh: File[] = [];
  // One after another: each may be read whole.
  for (const file of chosen) {
    const named = byName.get(file.name) ?? [];
    const isHere = refused(file)
      ? named.some(({ state, size }) => state === "refused" && (size ?? file.size) === file.size)
      : await isThere(file, named.filter(({ state }) => state !== "refused"));
    if (!isHere) fresh.push(file);
  }
  return fresh;
}

async function isThere(file: File, named: readonly BatchFile[]): Promise<boolean> {
  const same = named.filter(({ size }) => size === file.size);
  if (same.length === 0 || !crypto.subtle) return false;
  try {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
    return same.some(({ sha256 }) => sha256 === hex.join(""));
  } catch {
    // It can't be read: sending it says so.
    return false;
  }
}
