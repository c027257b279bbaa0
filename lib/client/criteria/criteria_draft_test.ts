import { assertEquals } from "@std/assert";
import {
  draftOf,
  draftProblem,
  editOf,
  reduceDraft,
} from "@/lib/client/criteria/criteria_draft.ts";
import {
  type CriteriaRequirement,
  DEFAULT_WEIGHTS,
  MAX_REQUIREMENTS,
} from "@/lib/wire/review/criteria.ts";

const SQL: CriteriaRequirement = {
  id: "r1",
  text: "Oracle or Sybase",
  kind: "must",
  years: null,
  any_of: ["Oracle", "Sybase"],
  knockout: false,
  weight: 1,
};
const draft = draftOf({ requirements: [SQL], weights: DEFAULT_WEIGHTS });
const { any_of: _, ...unnamed } = SQL;

Deno.test("editOf leaves names out that nobody has typed: the server reads them from the text", () => {
  assertEquals(editOf(draft), { requirements: [unnamed], weights: DEFAULT_WEIGHTS });
  const change = { anyOf: " Oracle ,, DB2 " };
  const named = reduceDraft(draft, { type: "changed", key: 0, change });
  assertEquals(editOf(named).requirements[0].any_of, ["Oracle", "DB2"]);
  const none = reduceDraft(draft, { type: "changed", key: 0, change: { anyOf: "" } });
  assertEquals(editOf(none).requirements[0].any_of, []);
});

Deno.test("reduceDraft adds, up to the most, and removes; what has no text isn't sent", () => {
  let full = draft as ReturnType<typeof reduceDraft>;
  for (let i = 0; i < 50; i++) full = reduceDraft(full, { type: "added" });
  assertEquals(full.requirements.length, MAX_REQUIREMENTS);
  assertEquals(new Set(full.requirements.map(({ key }) => key)).size, MAX_REQUIREMENTS);
  assertEquals(editOf(full).requirements.length, 1);
  assertEquals(reduceDraft(full, { type: "removed", key: 0 }).requirements[0].id, null);
});

Deno.test("draftProblem tells of weights that are all 0", () => {
  assertEquals(draftProblem(draft), null);
  const nothing = Object.keys(DEFAULT_WEIGHTS).reduce(
    (sum, part) => reduceDraft(sum, { type: "weighed", part: part as "must", weight: 0 }),
    draft as ReturnType<typeof reduceDraft>,
  );
  assertEquals(draftProblem(nothing), "At least one part must weigh something");
});
