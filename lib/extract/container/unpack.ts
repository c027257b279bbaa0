import { emlEntries } from "@/lib/extract/container/eml_entries.ts";
import { type Entry, FILES_PER_PAGE, MAX_NAME } from "@/lib/extract/container/entry.ts";
import type { UnpackedFile, UnpackedPage } from "@/lib/extract/container/unpacked_page.ts";
import { msgEntries } from "@/lib/extract/container/msg_entries.ts";
import { mboxEntries } from "@/lib/extract/container/mbox_entries.ts";
import { tnefEntries } from "@/lib/extract/container/tnef_entries.ts";
import { zipEntries } from "@/lib/extract/container/zip_entries.ts";
import type { ContainerKind } from "@/lib/wire/file_kinds.ts";

const ENTRIES: Record<ContainerKind, (bytes: Uint8Array) => Entry[] | Promise<Entry[]>> = {
  zip: zipEntries,
  eml: emlEntries,
  msg: msgEntries,
  tnef: tnefEntries,
  mbox: mboxEntries,
};

/**
 * Unpacks the files from the one with number `from` on, of each `maxBytes` at most and of all.
 *
 * @throws {ExtractionError} the container can't be read
 */
export async function unpack(
  kind: ContainerKind,
  bytes: Uint8Array,
  { from, maxBytes }: { from: number; maxBytes: number },
): Promise<UnpackedPage> {
  const entries = await ENTRIES[kind](bytes);
  const files: UnpackedFile[] = [];
  let sum = 0;
  let at = from;
  for (; at < entries.length && files.length < FILES_PER_PAGE; at++) {
    const entry = entries[at];
    const isTooLarge = entry.size > maxBytes;
    if (!isTooLarge && sum + entry.size > maxBytes) break;
    const { content, fault } = isTooLarge ? TOO_LARGE : await read(entry);
    sum += content.length;
    const size = fault === null ? content.length : entry.size;
    files.push({ name: entry.name.slice(-MAX_NAME), size, content, fault });
  }
  return { files, next: at < entries.length ? at : null };
}

type Content = Pick<UnpackedFile, "content" | "fault">;

const NONE = new Uint8Array(0);
const TOO_LARGE: Content = { content: NONE, fault: "too_large" };

async function read(entry: Entry): Promise<Content> {
  try {
    return { content: await entry.read(), fault: null };
  } catch {
    return { content: NONE, fault: "damaged" };
  }
}
