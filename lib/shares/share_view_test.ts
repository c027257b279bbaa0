import { assert, assertEquals } from "@std/assert";
import { labelOf } from "@/lib/wire/blind/blind_label.ts";
import { ShareView } from "@/lib/shares/share_view.ts";
import type { BatchFile, BatchSummary } from "@/lib/wire/batch.ts";
import type { Result } from "@/lib/wire/result.ts";
import type { Decision } from "@/lib/wire/review/decision.ts";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

const ID = "01ABC-00011";
const decision: Decision = {
  decision: "hold",
  reason: "Mara can start in May",
  note: "Call +49 30 1234 5678",
  by: "ann@example.com",
  at: "2026-01-01T00:00:00.000Z",
  version: 1,
  criteria_version: null,
  score: 70,
};
const result: Result = {
  file_id: ID,
  name: "Mara_Okonkwo_CV.pdf",
  rank: 2,
  criteria_version: 1,
  score: 70,
  candidate: {
    name: "Mara Okonkwo",
    email: "mara@example.org",
    phone: "+49 30 1234 5678",
    location: "Leipzig",
    years_experience: 4,
    skills: ["SQL", "github.com/mara"],
  },
  summary: "Mara meets 2 of 3",
  parts: [],
  requirements: [
    {
      id: "r1",
      value: 1,
      years_value: null,
      text: "SQL",
      kind: "must",
      met: "yes",
      evidence: "MARA OKONKWO wrote SQL in Leipzig",
      evidence_line: 3,
      years: {
        asked: 2,
        found: 3,
        positions: [{ title: "Mara Okonkwo, SQL author", dates: "2019 - 2022", months: 36 }],
        halved: false,
      },
    },
  ],
  matched: ["SQL"],
  missing: [],
  gates: [{ gate: "years", outcome: "pass", reason: "Okonkwo has 4 years" }],
  warnings: [
    { code: "little_text", message: "Write to mara@example.org" },
    { code: "duplicate", message: "The same as leila_haddad.pdf" },
  ],
  duplicate_of: null,
  same_person: [],
  decision,
};
const file: BatchFile = {
  ...{ file_id: ID, name: result.name, size: 9, sha256: "ab", state: "failed" as const },
  ...{ reason: "Mara_Okonkwo_CV.pdf is damaged", retryable: false, score: null, run: 1 },
  ...{ updated_at: decision.at, decision },
} as BatchFile;
const detail = {
  ...result,
  ...file,
  ...{ score: 70, position: "p", batch_id: "01ABC", rank: 2, decision, history: [decision] },
} as FileDetail;

const progress = {
  ...{ user_id: "ann", batch_id: "01ABC", run: 1, completed: 1, total: 1, status: "completed" },
  ...{ message: "", successful_files: 1, failed_files: 0, updated_at: decision.at },
  ...{ results: [{ file_id: ID, name: result.name, score: 70, rank: 2 }], results_total: 1 },
  results_url: "/api/v1/resumes/batches/01ABC/results",
};
const event = { batch_id: "01ABC", run: 1, file_id: ID, name: file.name, state: "failed" };

/** Whatever a link shows, by its kind. */
function shownBy(blind: boolean): Record<string, unknown> {
  const view = new ShareView({ blind });
  return {
    result: view.result(result),
    file: view.file(file),
    detail: view.detail(detail),
    unscored: view.detail({
      ...file,
      position: "p",
      batch_id: "01ABC",
      rank: null,
      duplicate_of: null,
      same_person: [],
      decision,
      history: [decision],
    }),
    decision: view.decision(decision, file.name, result),
    text: view.text("Mara Okonkwo\nmara@example.org, Leipzig\n", file.name, result),
    progress: view.show("progress", progress),
    fileEvent: view.show("file", { ...event, reason: file.reason }),
    decisionEvent: view.show("decision", { batch_id: "01ABC", file_id: ID, by: "ann@example.com" }),
  };
}

Deno.test("a blind link tells of nobody, wherever it may stand", () => {
  for (const [what, shown] of Object.entries(shownBy(true))) {
    const text = JSON.stringify(shown);
    assert(!/mara|okonkwo|haddad|leipzig|1234|ann@|"ab"/i.test(text), `${what}: ${text}`);
    assert(what === "text" || !("name" in (shown as object)) || text.includes("Candidate 12"));
  }
});

Deno.test("a link that isn't blind shows all but the owner", () => {
  const shown = shownBy(false);
  for (const [what, one] of Object.entries(shown)) {
    assert(!JSON.stringify(one).includes("ann"), what);
  }
  assertEquals(shown.result, { ...result, decision: { ...decision, by: "owner" } });
  const { results_url: _, ...rest } = progress;
  assertEquals(shown.progress, { ...rest, user_id: "shared" });
  assertEquals(shown.text, "Mara Okonkwo\nmara@example.org, Leipzig\n");
});

Deno.test("a link's batch has neither its owner nor who is sending", () => {
  const batch = { batch_id: "01ABC", user_id: "ann", sender: { since: "", seen_at: "" } };
  const shown = new ShareView({ blind: false }).batch(batch as BatchSummary);
  assertEquals([shown.user_id, shown.sender], ["shared", null]);
});

Deno.test("a blind text hides a first line that may be a name where none was recognised", () => {
  const text = "Henrietta Obiwole\nBuilt services";
  const shown = new ShareView({ blind: true }).text(text, "cv.txt", null);
  assertEquals([/henrietta|obiwole/i.test(shown), shown.includes("Built services")], [false, true]);
});

Deno.test("who decides by a link keeps its name", () => {
  const view = new ShareView({ blind: true });
  const by = "share:Bea";
  assertEquals(view.decision({ ...decision, by }, file.name, result).by, by);
});

Deno.test("labelOf counts the files of a batch from 1", () => {
  assertEquals(labelOf("01ABC-00000"), "Candidate 1");
  assertEquals(labelOf("01ABC-00999"), "Candidate 1000");
  assertEquals(labelOf("odd"), "Candidate odd");
});
