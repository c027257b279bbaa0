import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { lineAfter, NO_CHAIN } from "@/lib/record/record_chain.ts";
import { signHead } from "@/lib/record/head_signature.ts";
import { verifyRecord } from "@/lib/record/verify_record.ts";
import { PART_NAMES } from "@/lib/wire/result.ts";
import type { RecordEntry } from "@/lib/wire/review/record_line.ts";
import { scoreOfParts } from "@/lib/wire/review/score_parts.ts";

const KEY = new TextEncoder().encode("k".repeat(32));
const decoder = new TextDecoder();

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const scored = fc.array(fc.record({ weight: unit, value: unit }), { minLength: 1, maxLength: 5 })
  .map((parts): RecordEntry => ({
    kind: "scored",
    file_id: "f",
    sha256: null,
    run: 1,
    criteria_version: 1,
    score: scoreOfParts(parts),
    parts: parts.map((part, i) => ({ part: PART_NAMES[i], ...part })),
    requirements: [{ id: "r1", kind: "must", met: "yes" }],
    gates: [],
    warnings: [],
    code: null,
  }));
const other = fc.constantFrom<RecordEntry>(
  { kind: "closed" },
  { kind: "exported", format: "csv" },
  { kind: "revoked", share_id: "s" },
);
const entries = fc.array(fc.oneof(scored, other), { minLength: 1, maxLength: 12 });

/** The lines of a record of these entries, its head last. */
function recordOf(entries: RecordEntry[]): string[] {
  let end = NO_CHAIN;
  const lines: string[] = [];
  for (const [i, entry] of entries.entries()) {
    const at = new Date(1e12 + i).toISOString();
    const next = lineAfter(end, { entry, by: "ann", at });
    end = next.end;
    lines.push(decoder.decode(next.line));
  }
  const head = {
    kind: "head",
    batch_id: "b",
    user_id: "ann",
    first: 1,
    count: end.seq,
    hash: end.hash,
    at: new Date(2e12).toISOString(),
  } as const;
  return [...lines, JSON.stringify(signHead(head, KEY))];
}

const faultsOf = (lines: string[]) => verifyRecord(lines.map((it) => it + "\n").join(""), [KEY]);

Deno.test("verifyRecord finds nothing wrong with a whole record, and recomputes its scores", () => {
  fc.assert(fc.property(entries, (all) => {
    const report = faultsOf(recordOf(all));
    assertEquals(report.faults, []);
    assertEquals(report.lines, all.length);
    assertEquals(report.scores, all.filter(({ kind }) => kind === "scored").length);
  }));
});

Deno.test("verifyRecord finds any line that was changed, dropped, doubled, moved or added, and a cut", () => {
  fc.assert(
    fc.property(entries, fc.nat(), fc.nat(), fc.nat({ max: 9 }), (all, place, other, digit) => {
      const lines = recordOf(all);
      const at = place % lines.length;
      const to = other % lines.length;
      const line = lines[at];
      const letter = other % line.length;
      const changed = line.slice(0, letter) + (line[letter] === String(digit) ? "x" : digit) +
        line.slice(letter + 1);
      const attacks: Record<string, string[]> = {
        changed: lines.with(at, changed),
        dropped: lines.toSpliced(at, 1),
        doubled: lines.toSpliced(at, 0, line),
        cut: lines.slice(0, at),
        moved: lines.toSpliced(at, 1).toSpliced(to, 0, line),
        exchanged: lines.with(at, lines[to]).with(to, line),
        blank: lines.toSpliced(at, 0, ""),
      };
      for (const [name, attack] of Object.entries(attacks)) {
        if (attack.join("\n") === lines.join("\n")) continue;
        assert(faultsOf(attack).faults.length > 0, `${name} at ${at}`);
      }
      const cut = lines.join("\n");
      assert(verifyRecord(cut, [KEY]).faults.length > 0, "cut within the last line");
    }),
    { numRuns: 200 },
  );
});

Deno.test("verifyRecord finds a record that was written anew without the secret", () => {
  const lines = recordOf([{ kind: "closed" }]);
  const forged = recordOf([{ kind: "exported", format: "csv" }]);
  const text =
    [...forged.slice(0, -1), forged.at(-1)!.replace(/"signature":".{4}/, '"signature":"0000')]
      .join("\n") + "\n";
  assertEquals(verifyRecord(text, [KEY]).faults, ["line 2: the head is not signed by this secret"]);
  assertEquals(verifyRecord(text).faults, []);
  assertEquals(verifyRecord(lines.join("\n") + "\n", [new Uint8Array(32), KEY]).faults, []);
});

Deno.test("verifyRecord finds a score that its parts don't come to, the chain made anew", () => {
  const entry: RecordEntry = {
    kind: "scored",
    file_id: "f",
    sha256: null,
    run: 1,
    criteria_version: 1,
    score: 50.1,
    parts: [{ part: "must", weight: 1, value: 0.5 }],
    requirements: [],
    gates: [],
    warnings: [],
    code: null,
  };
  assertEquals(faultsOf(recordOf([entry])).faults, ["line 1: its parts come to 50, not to 50.1"]);
});

Deno.test("verifyRecord finds numbers that jump, and a head that miscounts, all made anew and signed", () => {
  const at = new Date(1e12).toISOString();
  const closed = { entry: { kind: "closed" }, by: "ann", at } as const;
  const first = lineAfter(NO_CHAIN, closed);
  const jumped = lineAfter({ ...first.end, seq: 7 }, closed);
  const fields = { kind: "head", batch_id: "b", user_id: "ann", first: 1, at } as const;
  const head = (count: number) =>
    JSON.stringify(signHead({ ...fields, count, hash: jumped.end.hash }, KEY));
  const lines = [first, jumped].map(({ line }) => decoder.decode(line));
  assertEquals(faultsOf([...lines, head(8)]).faults, ["line 2: seq 8 follows 1"]);
  assertEquals(faultsOf([...lines, head(9)]).faults.slice(1), [
    "line 3: the head counts 9, the lines end at 8",
  ]);
});

Deno.test("verifyRecord takes a record whose first lines have expired, as its head says", () => {
  const lines = recordOf([{ kind: "closed" }, { kind: "exported", format: "csv" }]);
  const head = JSON.parse(lines.at(-1)!);
  const { signature: _, ...fields } = { ...head, first: 2 };
  const kept = [lines[1], JSON.stringify(signHead(fields, KEY))];
  assertEquals(faultsOf(kept), {
    lines: 1,
    scores: 0,
    first: 2,
    signatureChecked: true,
    faults: [],
  });
  assert(faultsOf(lines.slice(1)).faults.length > 0);
});
