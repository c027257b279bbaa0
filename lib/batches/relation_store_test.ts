import { assertEquals } from "@std/assert";
import type { Likeness } from "@/lib/resume/likeness/likeness.ts";
import { sketchOf } from "@/lib/resume/likeness/sketch.ts";
import type { Assessment } from "@/lib/wire/result.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";

/** What is assessed says nothing here. */
const assessment = { score: 1, warnings: [] as Assessment["warnings"] } as Assessment;

const likeness = (text: string, email: string | null = null): Likeness => ({
  sketch: sketchOf(text),
  email,
  phone: null,
  name: [],
  starts: [],
});
const words = (seed: string) => Array.from({ length: 50 }, (_, i) => `${seed}${i}`).join(" ");

const LIKENESSES = [
  likeness(words("a")),
  likeness(words("b"), "a@x.se"),
  likeness(words("a"), "a@x.se"),
  likeness(words("c")),
];

/** Ends the files in this order, with their likenesses. */
async function endIn(order: number[]) {
  await using fixture = await JobFixture.open();
  const { batch, files } = await fixture.batch(USER, LIKENESSES.length);
  for (const [turn, i] of order.entries()) {
    const { jobs } = await fixture.jobs.due(USER, 10);
    await using lease = (await fixture.jobs.claim(jobs.find(({ id }) => id === files[i].id)!))!;
    await fixture.writeResult(lease, files[i], "text", assessment);
    const { token } = lease;
    await fixture.end(lease, {
      ending: "done",
      score: turn,
      textBlob: token,
      attempt: token,
      likeness: LIKENESSES[i],
    });
    // Read while it runs, too: what is remembered must not outlive the next file's end.
    await Array.fromAsync(fixture.batches.results(USER, batch));
  }
  const results = await Array.fromAsync(fixture.batches.results(USER, batch));
  const number = (id: string) => files.findIndex((file) => file.id === id);
  const found = results.toSorted((a, b) => a.file_id < b.file_id ? -1 : 1).map((it) => [
    it.duplicate_of && number(it.duplicate_of),
    it.same_person.map(number),
    it.warnings.map(({ code }) => code),
  ]);
  await fixture.sweep.delete(USER);
  return { found, left: (await fixture.keysOf(USER)).filter((key) => key.includes("likeness")) };
}

Deno.test("results name the file that came first, whatever order the files end in", async () => {
  for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]]) {
    const { found, left } = await endIn(order);
    assertEquals(found, [
      [null, [], []],
      [null, [2], []],
      [0, [1], ["duplicate"]],
      [null, [], []],
    ]);
    assertEquals(left, []);
  }
});
