import { assertEquals } from "@std/assert";
import type { Result } from "@/lib/wire/result.ts";
import { type NamedFiles, resultTable, type UnscoredFile } from "@/lib/api/answers/result_table.ts";
import { resultsCsv } from "@/lib/api/answers/results_csv.ts";

function result(change: { file?: string; name?: string | null; phone?: string }): Result {
  return {
    file_id: "f",
    name: change.file ?? "a.pdf",
    rank: 1,
    criteria_version: 1,
    score: 71.5,
    candidate: {
      name: change.name ?? null,
      email: null,
      phone: change.phone ?? null,
      location: null,
      years_experience: 4.5,
      skills: [],
    },
    summary: "good",
    parts: [],
    requirements: [],
    matched: ["sql", "bread"],
    missing: [],
    gates: [],
    warnings: [],
    duplicate_of: null,
    same_person: [],
  };
}

async function write(
  results: Result[],
  unscored: UnscoredFile[] = [],
  files?: NamedFiles,
): Promise<string> {
  const rows = resultTable(results, () => unscored, files);
  return (await Array.fromAsync(resultsCsv(rows))).join("");
}

const csvOf = (...results: Result[]) => write(results);
const row = (csv: string) => csv.split("\r\n")[1];

Deno.test("resultsCsv begins with a byte order mark and a header, and ends its lines by CRLF", async () => {
  const csv = await csvOf();
  assertEquals(csv.startsWith('\ufeff"rank","score","file","name",'), true);
  assertEquals(csv.endsWith("\r\n"), true);
  assertEquals(
    row(await csvOf(result({}))),
    '"1","71.5","a.pdf","","","","","4.5","sql; bread","","good","","done","","","","","","","","",""',
  );
});

Deno.test("resultsCsv lists the files without a result after those with one, and why", async () => {
  const reason = "The file is empty";
  const unscored = { file_id: "x", name: "=x.png", state: "refused" as const, reason };
  const csv = await write([result({})], [unscored]);
  const [header, scored, refused] = csv.split("\r\n");
  assertEquals(header.includes(',"warnings","state","reason","decision","decision_reason",'), true);
  assertEquals(scored.endsWith(',"done","","","","","","","","",""'), true);
  const empty = ',""'.repeat(8);
  assertEquals(refused.startsWith(`"","","'=x.png"${empty}`), true);
  assertEquals(refused.endsWith(`,"refused","The file is empty"${empty}`), true);
});

Deno.test("resultTable names the files that others belong with", async () => {
  const files: NamedFiles = new Map([
    ["z", { name: "all.zip", parent: null }],
    ["a", { name: "a.pdf", parent: null }],
    ["b", { name: "=b.pdf", parent: null }],
    ["f", { name: "f.pdf", parent: "z" }],
  ]);
  const one = { ...result({}), duplicate_of: "a", same_person: ["a", "b", "gone"] };
  const csv = await write([one], [], files);
  assertEquals(row(csv).endsWith(',"all.zip","a.pdf","a.pdf; =b.pdf"'), true, csv);
});

Deno.test("resultsCsv quotes every cell, and disarms formulas", async () => {
  const cases: [string, string][] = [
    ["Jane, Smith", '"Jane, Smith"'],
    ['Jane "JJ" Smith', '"Jane ""JJ"" Smith"'],
    ["Jane\nSmith", '"Jane\nSmith"'],
    // Where ";" parts cells, an unquoted one would begin a formula.
    ["cv;=cmd|'/c calc'!A1;.txt", `"cv;=cmd|'/c calc'!A1;.txt"`],
    ['cv";=1+1', '"cv"";=1+1"'],
    ["=1+1", `"'=1+1"`],
    ["=cmd|'/c calc'!A1", `"'=cmd|'/c calc'!A1"`],
    ["@sum", `"'@sum"`],
    ["-Jane", `"'-Jane"`],
    ["\t=1", `"'\t=1"`],
    ["\n=1", `"'\n=1"`],
    ["＝1+1", `"'＝1+1"`],
  ];
  for (const [name, cell] of cases) {
    assertEquals((await csvOf(result({ name }))).includes(`,"a.pdf",${cell},`), true, name);
  }
  assertEquals(
    row(await csvOf(result({ phone: "+49 30 1234" }))).includes(`,"'+49 30 1234",`),
    true,
  );
});
