import { newBatch } from "@/lib/batches/batch.ts";
import { keys } from "@/lib/kv/keys.ts";
import { type Criteria, DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import type { Assessment, Met } from "@/lib/wire/result.ts";

const VALUES: Record<Met, number> = { yes: 1, partial: 0.5, no: 0 };

/** Whose it is: the caller in open mode. */
const USER = "local";
const METS: Met[] = ["yes", "partial", "no"];
const SKILLS = ["TypeScript", "PostgreSQL", "Docker", "Kubernetes", "Rust", "GraphQL", "Python"];

/** Writes an ended batch into the database of a site that is not running; returns its id. */
export async function storeBatch(
  path: string,
  { files, requirements }: { files: number; requirements: number },
): Promise<string> {
  using kv = await Deno.openKv(path);
  const id = "01STORED";
  const at = new Date();
  await kv.set(keys.batch(USER, id), {
    ...newBatch(id, USER, null, at),
    title: "Platform Engineer",
    status: "completed",
    open: false,
    received: files,
    successful: files,
  });
  const asked = assessmentOf(0, requirements).requirements;
  const criteria: Criteria = {
    version: 1,
    requirements: asked.map(({ id, text, kind }) => (
      { id, text, kind, years: null, any_of: [], knockout: false, weight: 1 }
    )),
    weights: DEFAULT_WEIGHTS,
    source: "job",
    edited_at: at.toISOString(),
  };
  await kv.set(keys.criteria(USER, id, 1), new TextEncoder().encode(JSON.stringify(criteria)));
  for (let i = 0; i < files; i++) await storeFile(kv, `${id}-${i}`, i, requirements);
  return id;

  async function storeFile(kv: Deno.Kv, file: string, i: number, requirements: number) {
    const result = assessmentOf(i, requirements);
    const record = {
      id: file,
      user: USER,
      batch: id,
      run: 1,
      name: `cv_${i}.pdf`,
      size: 20_000,
      sha256: null,
      state: "done",
      reason: null,
      score: result.score,
      blob: null,
      textBlob: null,
      attempt: "t",
      updatedAt: at.toISOString(),
    };
    await kv.atomic()
      .set(keys.file(USER, id, file), record)
      .set(keys.fileByScore(USER, id, result.score, file), true)
      .set(keys.result(USER, id, file, "t"), new TextEncoder().encode(JSON.stringify(result)))
      .commit();
  }
}

function assessmentOf(i: number, requirements: number): Assessment {
  const mets = Array.from({ length: requirements }, (_, j) => METS[(i * 7 + j * 5) % 3]);
  return {
    score: 100 - i / 20,
    candidate: {
      name: `Person Number${i}`,
      email: `person${i}@example.com`,
      phone: null,
      location: i % 2 ? "Łódź, Poland" : "Berlin, Germany",
      years_experience: i % 20,
      skills: SKILLS.filter((_, j) => (i + j) % 3 !== 0),
    },
    summary: `Meets ${mets.filter((met) => met === "yes").length} of ${requirements}.`,
    parts: [{ part: "must", weight: 1, value: 1 - i / 2_000 }],
    requirements: mets.map((met, j) => ({
      text: `${j + 1}+ years of ${SKILLS[j % SKILLS.length]} in a team of ${j + 2}`,
      kind: j < requirements / 2 ? "must" : "nice",
      met,
      evidence: met === "no" ? null : `Built service ${i} with ${SKILLS[j % SKILLS.length]}`,
      evidence_line: met === "no" ? null : 1,
      years: null,
      id: `r${j + 1}`,
      value: VALUES[met],
      years_value: null,
    })),
    matched: [],
    missing: [],
    gates: [{ gate: "must_haves", outcome: i % 3 ? "fail" : "pass", reason: "Some are met" }],
    warnings: [],
  };
}
