import { assert, assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { BriefCache } from "@/lib/resume/match/brief_cache.ts";
import { rounds } from "@/testing/thorough.ts";

const NOW = new Date("2026-11-01T00:00:00Z");
const RJDB = new URL("../../../../shared/data/rjdb/dev.jsonl", import.meta.url);
const ROWS = rounds(15, 60);

Deno.test("BriefCache reads a job once", () => {
  const briefs = new BriefCache();
  assert(briefs.of("Must have: Go") === briefs.of("Must have: Go"));
  assertEquals(briefs.of("Must have: SQL"), briefOf("Must have: SQL"));
});

Deno.test("BriefCache forgets the job not used for longest", () => {
  const briefs = new BriefCache();
  const [used, unused] = [briefs.of("Must have: Go"), briefs.of("Must have: SQL")];
  for (let job = 0; job < 7; job++) {
    briefs.of(`Must have: ${job}`);
    briefs.of("Must have: Go");
  }
  assert(briefs.of("Must have: Go") === used);
  assert(briefs.of("Must have: SQL") !== unused);
});

Deno.test({
  name: "assess gives the same with a brief used before (skipped where ../shared/data is missing)",
  ignore: !existsSync(RJDB),
  fn() {
    const rows: { job: string; matched: string; unmatched: string }[] = Deno.readTextFileSync(RJDB)
      .split("\n", ROWS).map((line) => JSON.parse(line));
    const briefs = new BriefCache();
    for (const { job, matched, unmatched } of rows) {
      for (const text of [matched, unmatched, rows[0].matched]) {
        const fresh = assess({ text, brief: briefOf(job), now: NOW });
        assertEquals(assess({ text, brief: briefs.of(job), now: NOW }), fresh);
      }
    }
  },
});
