import { assertEquals } from "@std/assert";
import { titleOf } from "@/lib/batches/title.ts";

const cases: [job: string, title: string][] = [
  ["Baker\nMust have: bread", "Baker"],
  ["\r\n  \n\t Senior   baker \r\nBerlin", "Senior baker"],
  ["", "Batch"],
  [" \n ", "Batch"],
  ["x".repeat(200), "x".repeat(200)],
  ["x".repeat(60_000), "x".repeat(199) + "…"],
  ["😀".repeat(201), "😀".repeat(199) + "…"],
];

for (const [job, title] of cases) {
  Deno.test(`titleOf ${JSON.stringify(job.slice(0, 30))} is its first line`, () => {
    assertEquals(titleOf(job), title);
  });
}
