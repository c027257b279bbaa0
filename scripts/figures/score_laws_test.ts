import { assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { LAWS } from "@/scripts/figures/score_laws.ts";
import { rounds } from "@/testing/thorough.ts";

const NOW = new Date("2026-11-01T00:00:00Z");
const RJDB = new URL("../../../shared/data/rjdb/dev.jsonl", import.meta.url);
const PAIRS = rounds(8, 200);

for (const law of LAWS) {
  Deno.test({
    name: `law: ${law.name} (skipped where ../shared/data is missing)`,
    ignore: !existsSync(RJDB),
    fn() {
      const rows: { job: string; matched: string }[] = Deno.readTextFileSync(RJDB)
        .split("\n", PAIRS).map((line) => JSON.parse(line));
      const broken = rows.flatMap(({ job, matched }, at) => {
        const stranger = rows[(at + 1) % rows.length].matched;
        const how = law.broken({ job, resume: matched, stranger }, NOW);
        return how === null ? [] : [`${at}: ${how}`];
      });
      assertEquals(broken, []);
    },
  });
}
