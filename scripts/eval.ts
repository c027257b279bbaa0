import { parseJob } from "@/lib/resume/job.ts";
import { parseResume } from "@/lib/resume/parse.ts";
import { postingsOf } from "@/lib/resume/postings.ts";
import { briefOf, scoreOf } from "@/lib/resume/score.ts";
import { meanReciprocalRank, pairAccuracy } from "@/scripts/ranking_figures.ts";
import { TfidfBaseline } from "@/scripts/tfidf_baseline.ts";

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
  const jobs = rows.map((row) => briefOf(parseJob(row.job)));
  const read = (text: string, at: number) =>
    postingsOf(parseResume(text, NOW), jobs[at].job.language);
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

if (import.meta.main) {
  const dir = Deno.args[Deno.args.indexOf("--data") + 1] ?? "../shared/data";
  const text = await Deno.readTextFile(`${dir}/rjdb/dev.jsonl`);
  const rows: Row[] = text.trim().split("\n").map((line) => JSON.parse(line));
  rank(rows);
  rankBaseline(rows);
}
