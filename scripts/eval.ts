import { parseResume } from "@/lib/resume/reading/parse.ts";
import { postingsOf } from "@/lib/resume/match/postings.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { scoreOf } from "@/lib/resume/match/score.ts";
import {
  addFigures,
  type Field,
  fieldFigures,
  type Figure,
  type Reading,
  type Truth,
} from "@/scripts/figures/parsing_figures.ts";
import { LAWS } from "@/scripts/figures/score_laws.ts";
import { meanReciprocalRank, pairAccuracy } from "@/scripts/figures/ranking_figures.ts";
import { kindFigures } from "@/scripts/figures/kind_figures.ts";
import { TfidfBaseline } from "@/scripts/figures/tfidf_baseline.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { inWords, largestChild, scanFigures, scansIn } from "@/lib/extract/testing/ocr_figures.ts";

// Present means this day, so that the figures do not drift.
const NOW = new Date("2026-11-01T00:00:00Z");

interface Row {
  job: string;
  matched: string;
  unmatched: string;
}

function show(name: string, accuracy: number, mrr: number) {
  console.log(`${name.padEnd(18)} pair accuracy ${accuracy.toFixed(3)}   MRR ${mrr.toFixed(3)}`);
}

function rank(rows: Row[]) {
  const started = performance.now();
  const jobs = rows.map((row) => briefOf(row.job));
  const read = (text: string, at: number) => postingsOf(parseResume(text, NOW), jobs[at]);
  const matched = rows.map((row, at) => read(row.matched, at));
  const unmatched = rows.map((row, at) => read(row.unmatched, at));
  const pairs = jobs.map((job, at) => ({
    matched: scoreOf(job, matched[at]).score,
    unmatched: scoreOf(job, unmatched[at]).score,
  }));
  const whole = (performance.now() - started) / (2 * rows.length);
  const scoring = performance.now();
  const grid = jobs.map((job) => matched.map((resume) => scoreOf(job, resume).score));
  const each = (performance.now() - scoring) / rows.length ** 2;
  show("assess", pairAccuracy(pairs), meanReciprocalRank(grid));
  console.log(
    `${whole.toFixed(2)} ms a pair with reading both, ${(each * 1000).toFixed(0)} µs once read`,
  );
}

function rankBaseline(rows: Row[]) {
  const baseline = new TfidfBaseline(rows.flatMap((row) => [row.job, row.matched, row.unmatched]));
  const pairs = rows.map((_, at) => ({
    matched: baseline.cosine(3 * at, 3 * at + 1),
    unmatched: baseline.cosine(3 * at, 3 * at + 2),
  }));
  const grid = rows.map((_, at) => rows.map((_, other) => baseline.cosine(3 * at, 3 * other + 1)));
  show("TF-IDF cosine", pairAccuracy(pairs), meanReciprocalRank(grid));
}

const LAW_PAIRS = 200;

/** How often each law of a score is broken. */
function keepLaws(rows: Row[]) {
  const cases = rows.slice(0, LAW_PAIRS).map(({ job, matched }, at) => ({
    job,
    resume: matched,
    stranger: rows[at + 1].matched,
  }));
  for (const law of LAWS) {
    const broken = cases.filter((each) => law.broken(each, NOW) !== null).length;
    console.log(`${law.name.padEnd(48)} broken in ${broken} of ${cases.length}`);
  }
}

async function readResume(extractor: Extractor, path: string): Promise<Reading> {
  const { text, headlines } = await extractor.extract(await Deno.readFile(path), path);
  const resume = parseResume(text, NOW, headlines);
  return { ...resume, dates: resume.entries.map((entry) => entry.range.text) };
}

async function parse(dir: string) {
  await using extractor = new Extractor({ size: 1 });
  const figures: Record<Field, Figure>[] = [];
  for await (const { name } of Deno.readDir(dir)) {
    if (!name.endsWith(".truth.json")) continue;
    const truth: Truth = JSON.parse(await Deno.readTextFile(`${dir}/${name}`));
    const path = `${dir}/${name.replace(".truth.json", ".pdf")}`;
    const found = fieldFigures(truth, await readResume(extractor, path));
    figures.push(found);
    const wrong = Object.entries(found).filter(([, { right, of }]) => right < of);
    for (const [field, { right, of }] of wrong) console.log(`  ${name}: ${field} ${right}/${of}`);
  }
  const total = Object.entries(addFigures(figures));
  console.log(
    `parsing, ${figures.length} PDFs: `,
    total.map(([field, { right, of }]) => `${field} ${right}/${of}`).join("  "),
  );
}

/** Each kind of file costs a few milliseconds a text; more texts say the same. */
const KIND_TEXTS = 40;

async function readKinds(rows: Row[]) {
  await using extractor = new Extractor({ size: 1 });
  const texts = rows.slice(0, KIND_TEXTS).map((row) => row.matched);
  const figures = await kindFigures(extractor, texts);
  console.log(`words F1 of ${texts.length} resumes, kept as and read back from:`);
  for (const { name, words } of figures) console.log(`  ${name.padEnd(32)} ${words.toFixed(4)}`);
}

async function readScans(dir: string) {
  await using extractor = new Extractor({ size: 1 });
  console.log(inWords(await scanFigures(extractor, await scansIn(dir))));
  if (Deno.build.os === "linux") {
    console.log(`largest sandbox: ${(await largestChild()).toFixed(0)} MB`);
  }
}

if (import.meta.main) {
  const at = Deno.args.indexOf("--data");
  const data = at === -1 ? "../shared/data" : Deno.args[at + 1];
  const text = await Deno.readTextFile(`${data}/rjdb/dev.jsonl`);
  const rows: Row[] = text.trim().split("\n").map((line) => JSON.parse(line));
  rank(rows);
  rankBaseline(rows);
  keepLaws(rows);
  await parse(`${data}/offlinecv`);
  await readKinds(rows);
  await readScans(`${data}/../cases/scans`);
}
