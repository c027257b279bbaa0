import { concat } from "@/lib/bytes.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { decodeReply } from "@/lib/extract/sandbox/reply.ts";
import { screen } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";

const { assessment, likeness } = screen({
  text: "Jane",
  brief: briefOf("Must have: Go"),
  now: new Date(0),
});
const HEAD = {
  reason: null,
  hidden: null,
  headlines: [],
  needs_ocr: [0],
  ocr_cut: false,
  broken: false,
  memory: 0,
  assessment,
  likeness,
};
const reply = (head: unknown, text = "Jane") =>
  concat(encodeMessage(head, new TextEncoder().encode(text)));

Deno.test("decodeReply reads what a sandbox found, to the byte", () => {
  const decoded = decodeReply(reply(HEAD));
  assertEquals(decoded, { ...HEAD, text: "Jane" });
  assertEquals(JSON.stringify(decoded.assessment), JSON.stringify(assessment));
});

const FORGED: Record<string, unknown> = {
  "a score over 100": { ...HEAD, assessment: { ...assessment, score: 101 } },
  "a summary without end": { ...HEAD, assessment: { ...assessment, summary: "x".repeat(1_001) } },
  "an unknown gate": {
    ...HEAD,
    assessment: { ...assessment, gates: [{ gate: "age", outcome: "fail", reason: "" }] },
  },
  "a million skills": {
    ...HEAD,
    assessment: {
      ...assessment,
      candidate: { ...assessment.candidate, skills: new Array(1_000_000).fill("") },
    },
  },
  "half a sketch": { ...HEAD, likeness: { ...likeness, sketch: [1, 2] } },
  "a name without end": { ...HEAD, likeness: { ...likeness, name: ["x".repeat(41)] } },
  "an unknown reason": { ...HEAD, reason: "bored" },
  "a quotation without end": { ...HEAD, hidden: "x".repeat(81) },
  "six pages for OCR": { ...HEAD, needs_ocr: [0, 1, 2, 3, 4, 5] },
  "no head": null,
};

for (const [what, head] of Object.entries(FORGED)) {
  Deno.test(`decodeReply refuses ${what}`, () => {
    assertThrows(() => decodeReply(reply(head)));
  });
}

Deno.test("decodeReply refuses bytes that are no message", () => {
  for (const bytes of [[], [1, 2], [255, 255, 255, 255, 1], [2, 0, 0, 0, 123, 124]]) {
    assertThrows(() => decodeReply(new Uint8Array(bytes)));
  }
});

Deno.test("decodeReply drops what it doesn't know of an assessment", () => {
  const forged = { ...HEAD, assessment: { ...assessment, file_id: "other", rank: 1 } };
  assertEquals(decodeReply(reply(forged)).assessment, assessment);
});
