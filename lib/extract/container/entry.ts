/** One file in a container. */
export interface Entry {
  /** As the container has it: with folders, of any length. */
  name: string;
  /** Bytes, as far as the container says. */
  size: number;
  /**
   * Unpacks it.
   *
   * @throws {Error} it is damaged
   */
  read(): Promise<Uint8Array>;
}

/** Files in one container, at most. */
export const MAX_ENTRIES = 2_000;
/** Bytes of all files in one container, at most. */
export const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** Files that are unpacked at once, at most: they come into the batch by one commit. */
export const FILES_PER_PAGE = 100;
/** The longest name, in UTF-16 units, that is handed on; a file's own part of it is at the end. */
export const MAX_NAME = 1_000;

/** A file that is there as it is. */
export function fileEntry(name: string, content: Uint8Array): Entry {
  return { name, size: content.length, read: () => Promise.resolve(content) };
}

/** A text as a file. The mark says that it is UTF-8, whatever a page says of itself. */
export function textEntry(name: string, text: string): Entry {
  return fileEntry(name, new TextEncoder().encode(`\ufeff${text}`));
}
