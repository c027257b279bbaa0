/**
 * Reads PDFs with text as if they had been scanned: each page drawn at 150 dpi, turned by up to 2
 * degrees, with grain. Compares with their text; those of more pages are left out. The second argument takes every so many-th of them.
 * deno run -A lib/extract/testing/measure_ocr_main.ts ../shared/data/offlinecv 5
 */
import { DocumentParser } from "@/lib/extract/document_parser.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { turnBy } from "@/lib/extract/ocr/turn.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";
import {
  inWords,
  largestChild,
  type Scan,
  scanFigures,
} from "@/lib/extract/testing/ocr_figures.ts";
import { grainy, scanOf } from "@/lib/extract/testing/scan_fixture.ts";

const GRAIN = 70;
const MAX_TURN = 2;
const PATIENCE_MS = 120_000;

const [folder, every] = [Deno.args[0], Number(Deno.args[1] ?? 1)];
const parser = await DocumentParser.load(await WebAssembly.compile(await readWasm(PARSER)));
await using extractor = new Extractor({ size: 1, ocr: { timeoutMs: PATIENCE_MS } });

async function scanOfPdf(name: string, index: number): Promise<Scan[]> {
  const pdf = await Deno.readFile(`${folder}/${name}`);
  const { text } = await parser.parse("pdf", pdf);
  const { picture: second } = await parser.draw("pdf", pdf, 1);
  if (second !== null) return [];
  const { picture } = await parser.draw("pdf", pdf, 0);
  const degrees = ((index % 5) / 2 - 1) * MAX_TURN;
  const bytes = scanOf(grainy(turnBy(picture!, degrees), GRAIN));
  return [{ name, bytes, words: text, pages: 1 }];
}

const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
  .filter((name) => name.endsWith(".pdf")).sort().filter((_, at) => at % every === 0);
const scans: Scan[] = [];
for (const [index, name] of names.entries()) scans.push(...await scanOfPdf(name, index));
const figures = await scanFigures(extractor, scans);
for (const { name, words, seconds } of figures) {
  console.log(`  ${words.toFixed(3)} ${seconds.toFixed(1)} s  ${name}`);
}
console.log(inWords(figures));
console.log(`largest child: ${(await largestChild()).toFixed(0)} MB`);
