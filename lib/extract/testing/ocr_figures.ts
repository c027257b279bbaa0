import type { Extractor } from "@/lib/extract/extractor.ts";
import { likeness, wordsOf } from "@/lib/extract/testing/likeness.ts";

/** A document of pictures, and the words that stand on them. */
export interface Scan {
  name: string;
  bytes: Uint8Array;
  words: string;
  pages: number;
}

/** What OCR made of a scan. */
export interface ScanFigure {
  name: string;
  /** F1 of its words, as bags. */
  words: number;
  /** Seconds for a page, all told. */
  seconds: number;
}

/** The scans of a folder: each PDF beside its words in a .txt. */
export async function scansIn(folder: string): Promise<Scan[]> {
  const scans: Scan[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".pdf")) continue;
    const path = `${folder}/${name}`;
    const words = await Deno.readTextFile(path.replace(/pdf$/, "txt"));
    scans.push({ name, bytes: await Deno.readFile(path), words, pages: 1 });
  }
  return scans.toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Reads scans one after the other. */
export async function scanFigures(
  extractor: Extractor,
  scans: readonly Scan[],
): Promise<ScanFigure[]> {
  const figures: ScanFigure[] = [];
  for (const { name, bytes, words, pages } of scans) {
    const start = performance.now();
    const { text } = await extractor.extract(bytes, name);
    const seconds = (performance.now() - start) / 1000 / pages;
    figures.push({ name, words: likeness(wordsOf(text), wordsOf(words)), seconds });
  }
  return figures;
}

/** The figures in a line. */
export function inWords(figures: readonly ScanFigure[]): string {
  const seconds = figures.map((figure) => figure.seconds).toSorted((one, other) => one - other);
  const at = (part: number) => seconds[Math.ceil(part * seconds.length) - 1].toFixed(1);
  const mean = figures.reduce((sum, { words }) => sum + words, 0) / figures.length;
  const least = Math.min(...figures.map(({ words }) => words));
  return `scans, ${figures.length}: words F1 ${mean.toFixed(3)}, least ${least.toFixed(3)}; ` +
    `seconds a page p50 ${at(0.5)}, p95 ${at(0.95)}`;
}

/** The most memory that a child of this process has held, in MB (Linux). */
export async function largestChild(): Promise<number> {
  let most = 0;
  for await (const { name } of Deno.readDir("/proc")) {
    const status = await Deno.readTextFile(`/proc/${name}/status`).catch(() => "");
    if (!status.includes(`PPid:\t${Deno.pid}\n`)) continue;
    most = Math.max(most, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  }
  return most;
}
