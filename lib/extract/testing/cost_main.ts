/**
 * The processor time that a PDF costs: PDFium alone, all of reading, scoring, and pdftotext as a process.
 * deno run -A lib/extract/testing/cost_main.ts ../shared/data/offlinecv
 */
import process from "node:process";
import { loadPdfium, type PdfiumExports } from "@/lib/extract/pdf/pdfium.ts";
import { PdfDocument } from "@/lib/extract/pdf/pdf_document.ts";
import { testParser } from "@/lib/extract/testing/parser_fixture.ts";
import { screen } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { JOB } from "@/testing/resumes.ts";

const ROUNDS = 8;
/** The code is compiled in the first rounds. */
const COLD_ROUNDS = 3;

/** Milliseconds of processor that this process has had. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function startPdfium(): Promise<PdfiumExports> {
  const wasm = await Deno.readFile(new URL(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm")));
  const pdfium = await loadPdfium(await WebAssembly.compile(wasm));
  globalThis.process = process;
  return pdfium;
}

/** What no reader of PDFs by PDFium can do without: each page and its text. */
function openPages(pdfium: PdfiumExports, bytes: Uint8Array): void {
  using document = new PdfDocument(pdfium, bytes);
  for (let index = 0; index < pdfium.FPDF_GetPageCount(document.handle); index++) {
    const page = pdfium.FPDF_LoadPage(document.handle, index);
    const text = pdfium.FPDFText_LoadPage(page);
    pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
}

/** Seconds of processor that a shell's children have had, by its `times`. */
async function pdftotext(paths: readonly string[]): Promise<number> {
  const script = 'for file; do pdftotext -enc UTF-8 "$file" - >/dev/null; done; times';
  const { stdout } = await new Deno.Command("sh", { args: ["-c", script, "sh", ...paths] })
    .output();
  const children = new TextDecoder().decode(stdout).trim().split("\n")[1];
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)]
    .reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
}

const folder = Deno.args[0];
const paths = [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`)
  .filter((path) => path.endsWith(".pdf")).toSorted();
const files = paths.map((path) => Deno.readFileSync(path));
const parser = await testParser();
const pdfium = await startPdfium();
const brief = briefOf(JOB);
const now = new Date();

const least = { "PDFium alone": new Map<number, number>(), reading: new Map(), scoring: new Map() };
const cold = { reading: 0, scoring: 0 };
for (let round = 0; round < ROUNDS; round++) {
  for (const [at, bytes] of files.entries()) {
    const marks = [cpu()];
    const { text, headlines, reason } = await parser.parse("pdf", bytes);
    marks.push(cpu());
    if (reason === null) screen({ text, headlines, brief, now, mayBeScan: true });
    marks.push(cpu());
    if (round > 0) openPages(pdfium, bytes);
    marks.push(cpu());
    const [reading, scoring, alone] = marks.slice(1).map((mark, index) => mark - marks[index]);
    if (round === 0) {
      cold.reading += reading;
      cold.scoring += scoring;
    } else if (round >= COLD_ROUNDS) {
      for (const [what, ms] of Object.entries({ reading, scoring, "PDFium alone": alone })) {
        const known = least[what as keyof typeof least];
        known.set(at, Math.min(known.get(at) ?? Infinity, ms));
      }
    }
  }
}

const perFile = (sum: number) => `${(sum / files.length).toFixed(2)} ms a file`;
for (const [what, times] of Object.entries(least)) {
  const sum = [...times.values()].reduce((one: number, other: number) => one + other, 0);
  console.log(`${what}, least of ${ROUNDS - COLD_ROUNDS} rounds: ${perFile(sum)}`);
}
console.log(`first round: reading ${perFile(cold.reading)}, scoring ${perFile(cold.scoring)}`);
console.log(`pdftotext, a process a file: ${perFile(1000 * await pdftotext(paths))}`);
