/** Reading of PDFs by a process a file, as the simplest thing that could be done. */
export const PDFTOTEXT = "/usr/bin/pdftotext";

export interface ExtractionOptions {
  /** Processes at once. */
  atOnce: number;
  /** By how much they make way for others; 0 unless given. */
  niceness?: number;
  /** Begins no more files. */
  signal?: AbortSignal;
}

/** Writes the text of each PDF to nowhere; resolves when all have been read. */
export async function extractText(paths: Iterable<string>, options: ExtractionOptions) {
  const { atOnce, niceness = 0, signal } = options;
  const rest = Iterator.from(paths);
  const work = async () => {
    for (const path of rest) {
      if (signal?.aborted) return;
      const run = [PDFTOTEXT, "-enc", "UTF-8", path, "-"];
      const [program, ...args] = niceness > 0 ? ["nice", "-n", String(niceness), ...run] : run;
      await new Deno.Command(program, { args }).output();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
