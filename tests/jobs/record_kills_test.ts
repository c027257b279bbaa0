import { assert, assertEquals } from "@std/assert";
import { killWithRecords } from "@/tests/jobs/record_kills.ts";

/** `deno task soak:jobs --only records` does 200. */
const KILLS = 3;

Deno.test("records are whole and nothing is on them twice after a server was killed again and again", async () => {
  const { kills, batches, scores, decisions } = await killWithRecords(KILLS);
  assertEquals(kills, KILLS);
  assert(batches > 0 && scores === batches * 12 && decisions > 0);
});
