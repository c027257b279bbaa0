import { assert, assertEquals } from "@std/assert";
import { sheetHtml } from "@/lib/api/explanation/explanation_answer.tsx";
import type { FileDetail } from "@/lib/wire/review/file_detail.ts";

const detail: FileDetail = {
  position: "e.1",
  batch_id: "b1",
  file_id: "b1-00000",
  parent: null,
  name: "<script>alert(1)</script>.txt",
  size: 9,
  sha256: "a".repeat(64),
  state: "done",
  reason: null,
  retryable: false,
  score: 71.4,
  run: 1,
  updated_at: "2026-11-25T12:00:00.000Z",
  rank: 37,
  duplicate_of: "b1-00009",
  same_person: ["b1-00008"],
  candidate: {
    name: "Ann <b>Lee</b>",
    email: null,
    phone: null,
    location: null,
    years_experience: null,
    skills: [],
  },
  summary: "",
  parts: [{ part: "must", weight: 0.75, value: 0.952 }],
  requirements: [
    {
      text: "Sourdough",
      kind: "must",
      met: "yes",
      evidence: "Baked & sold sourdough",
      evidence_line: 3,
      years: null,
      id: "r1",
      value: 1,
      years_value: null,
    },
    {
      text: "French",
      kind: "nice",
      met: "no",
      evidence: null,
      evidence_line: null,
      years: null,
      id: "r2",
      value: 0,
      years_value: null,
    },
  ],
  matched: [],
  missing: [],
  gates: [],
  warnings: [
    { code: "no_dates", message: "No dates were found" },
    { code: "duplicate", message: "The same text came earlier, in another file" },
  ],
  decision: null,
  history: [{
    decision: "reject",
    reason: "No French",
    note: "an inner note",
    by: "boss",
    at: "2026-11-25T13:00:00.000Z",
    version: 1,
    criteria_version: 1,
    score: 71.4,
  }],
};

const sheet = (change: Partial<FileDetail> = {}) =>
  sheetHtml({
    job: "Baker",
    detail: { ...detail, ...change },
    criteriaVersion: 2,
    at: new Date(0),
  });

Deno.test("sheetHtml tells what was asked for, what was found where, the sum, and who decided why", () => {
  const html = sheet();
  for (
    const words of [
      "Baker",
      "Sourdough",
      "<q>Baked &amp; sold sourdough</q>",
      "not found",
      "0.952",
      "71.40",
      "71.4",
      "version 2",
      "No dates were found",
      "What was not used",
      "Rejected",
      "boss",
      "No French",
      "If something is wrong",
      "b1 / b1-00000",
    ]
  ) assert(html.includes(words), words);
});

Deno.test("sheetHtml has nothing of other candidates, no inner notes, and nothing that runs", () => {
  const html = sheet();
  for (
    const words of ["b1-00009", "b1-00008", "another file", "37", "inner note", "<script", "<b>"]
  ) {
    assert(!html.includes(words), words);
  }
  assert(html.includes("&lt;script>alert(1)&lt;/script>"));
});

Deno.test("sheetHtml tells why there is no score", () => {
  const { parts: _, requirements: __, ...rest } = detail;
  const unscored = sheetHtml({
    job: "Baker",
    detail: { ...rest, state: "failed", score: null, reason: "The file is encrypted", history: [] },
    criteriaVersion: 1,
    at: new Date(0),
  });
  assert(unscored.includes("The file is encrypted."));
  assert(unscored.includes("No decision is on record"));
  assertEquals(unscored.includes("How the score adds up"), false);
});
