/** The most files taken from one drop; no batch is larger, so a larger folder is a mistake. */
export const MAX_DROPPED_FILES = 5_000;

/** What a drop brought. */
export interface Dropped {
  files: File[];
  /** Whether there were more than {@linkcode MAX_DROPPED_FILES}. */
  cut: boolean;
}

/** The files of a drop, those in folders included, in their order; hidden files are left out. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  // Entries must be taken before the first await: the transfer is empty after its event.
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  const plain = Array.from(transfer.files);
  if (entries.every((entry) => entry === null)) return { files: plain, cut: false };
  const files: File[] = [];
  for (const entry of entries) {
    if (entry !== null) await collect(entry, files);
  }
  return { files: files.slice(0, MAX_DROPPED_FILES), cut: files.length > MAX_DROPPED_FILES };
}

/** The chosen files without hidden ones, which come along with a folder. */
export function visibleFiles(files: Iterable<File>): File[] {
  return Array.from(files).filter((file) => !file.name.startsWith("."));
}

async function collect(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (entry.name.startsWith(".") || files.length > MAX_DROPPED_FILES) return;
  if (isFile(entry)) {
    files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  } else {
    for (const child of await children(entry as FileSystemDirectoryEntry)) {
      await collect(child, files);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  // A reader gives about 100 entries a call, and none once it is done.
  while (true) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
