import { countOf, formatBytes } from "@/lib/client/format.ts";
import { ACCEPTED } from "@/lib/wire/file_kinds.ts";

/** What is wrong with a chosen file, as far as that shows before it is sent. */
export type FileMark = "large" | "empty" | "unknown" | "twice";

const EXTENSIONS = new Set(ACCEPTED.split(","));

/** What is wrong with each of the files, in their order; null for nothing. */
export function marksOf(files: readonly File[], maxFileBytes: number): (FileMark | null)[] {
  const seen = new Set<string>();
  return files.map((file) => {
    const { name, size, lastModified } = file;
    const key = `${size} ${lastModified} ${name}`;
    const twice = seen.has(key);
    seen.add(key);
    if (size > maxFileBytes) return "large";
    if (size === 0) return "empty";
    if (!isKnown(name)) return "unknown";
    return twice ? "twice" : null;
  });
}

/** A mark beside the file it is about. */
export function markWords(mark: FileMark, maxFileBytes: number): string {
  switch (mark) {
    case "large":
      return `Over ${formatBytes(maxFileBytes)}`;
    case "empty":
      return "Empty";
    case "unknown":
      return "Unknown kind";
    case "twice":
      return "Chosen twice";
  }
}

/** What comes of the marked files, a sentence for each kind of mark: "a.txt is empty: ...". */
export function markSentences(
  files: readonly File[],
  marks: readonly (FileMark | null)[],
  maxFileBytes: number,
): string[] {
  const outcomes: [FileMark, one: string, many: string][] = [
    ["large", ...both(`over ${formatBytes(maxFileBytes)} and won't be sent`)],
    ["empty", ...both("empty and will be refused")],
    ["unknown", ...both("not of a kind that can be read and may be refused")],
    ["twice", "was chosen twice", "were chosen twice"],
  ];
  return outcomes.flatMap(([mark, one, many]) => {
    const marked = files.filter((_, index) => marks[index] === mark);
    if (marked.length === 0) return [];
    if (marked.length === 1) return [`${marked[0].name} ${one}`];
    return [`${marked[0].name} and ${countOf(marked.length - 1, "other")} ${many}`];
  });
}

function both(words: string): [one: string, many: string] {
  return [`is ${words}`, `are ${words}`];
}

/** A name without an ending is taken for text, as the server does. */
function isKnown(name: string): boolean {
  const dot = name.lastIndexOf(".");
  return dot < 0 || EXTENSIONS.has(name.slice(dot).toLowerCase());
}
