/**
 * Compares the extractor with pdftotext over a folder of PDFs: words found, their order, and speed.
 * deno run -A lib/extract/testing/measure_main.ts ../shared/data/offlinecv
 */
import { likeness, wordsOf } from "@/lib/extract/testing/likeness.ts";
import { Extractor } from "@/lib/extract/extractor.ts";

interface Pdf {
  path: string;
  bytes: Uint8Array;
}

const ROUNDS = 10;
const AT_ONCE = 2;

async function pdfsIn(folder: string): Promise<Pdf[]> {
  const pdfs: Pdf[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".pdf")) continue;
    const path = `${folder}/${name}`;
    pdfs.push({ path, bytes: await Deno.readFile(path) });
  }
  return pdfs.toSorted((one, other) => one.path.localeCompare(other.path));
}

async function pdftotext({ path }: Pdf): Promise<string> {
  const command = new Deno.Command("pdftotext", { args: ["-enc", "UTF-8", path, "-"] });
  return new TextDecoder().decode((await command.output()).stdout);
}

function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}

/** Runs a task per PDF, so many at once, and says how many a second. */
async function pace(pdfs: readonly Pdf[], atOnce: number, task: (pdf: Pdf) => Promise<unknown>) {
  const start = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < pdfs.length) await task(pdfs[next++]);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (pdfs.length / (performance.now() - start)) * 1000;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const summary = (rates: number[]) => {
  const sorted = rates.toSorted((one, other) => one - other);
  return `median ${sorted[sorted.length >> 1].toFixed(0)}/s, best ${sorted.at(-1)?.toFixed(0)}/s`;
};

const pdfs = await pdfsIn(Deno.args[0]);
await using processes = new Extractor({ size: AT_ONCE, sandbox: "process" });
await using workers = new Extractor({ size: AT_ONCE, sandbox: "worker" });
const extract = (extractor: Extractor) => ({ path, bytes }: Pdf) => extractor.extract(bytes, path);

const figures = await Promise.all(pdfs.map(async (pdf) => {
  const [{ text, hidden }, reference] = await Promise.all([
    extract(processes)(pdf),
    pdftotext(pdf),
  ]);
  const [ours, theirs] = [wordsOf(text), wordsOf(reference)];
  const order = likeness(pairsOf(ours), pairsOf(theirs));
  return { path: pdf.path, words: likeness(ours, theirs), order, hidden };
}));
for (const { path, words, order } of figures.filter(({ words }) => words < 0.97)) {
  console.log(`  ${words.toFixed(3)} ${order.toFixed(3)} ${path}`);
}
console.log(
  `${figures.length} PDFs, against pdftotext: words F1 ${
    mean(figures.map((figure) => figure.words)).toFixed(4)
  }, pairs of words F1 ${mean(figures.map((figure) => figure.order)).toFixed(4)}, ` +
    `${figures.filter(({ hidden }) => hidden).length} with hidden text`,
);

const rates: Record<string, number[]> = {};
const note = (name: string, rate: number) => (rates[name] ??= []).push(rate);
await pace(pdfs, AT_ONCE, extract(workers));
for (let round = 0; round < ROUNDS; round++) {
  note("2 sandboxes, processes", await pace(pdfs, AT_ONCE, extract(processes)));
  note("2 sandboxes, Workers", await pace(pdfs, AT_ONCE, extract(workers)));
  note("pdftotext, 1 at a time", await pace(pdfs, 1, pdftotext));
  note("pdftotext, 2 at a time", await pace(pdfs, AT_ONCE, pdftotext));
}
for (const [name, values] of Object.entries(rates)) console.log(`${name}: ${summary(values)}`);
