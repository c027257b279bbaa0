import { assert, assertEquals } from "@std/assert";
import {
  addFigures,
  fieldFigures,
  type Reading,
  type Truth,
} from "@/scripts/figures/parsing_figures.ts";
import { meanReciprocalRank, pairAccuracy } from "@/scripts/figures/ranking_figures.ts";
import { TfidfBaseline } from "@/scripts/figures/tfidf_baseline.ts";

Deno.test("pairAccuracy counts wins once and ties half", () => {
  const pairs = [
    { matched: 3, unmatched: 1 },
    { matched: 2, unmatched: 2 },
    { matched: 1, unmatched: 2 },
    { matched: 5, unmatched: 4 },
  ];
  assertEquals(pairAccuracy(pairs), 2.5 / 4);
  assertEquals(pairAccuracy([{ matched: 1, unmatched: 0 }]), 1);
  assertEquals(pairAccuracy([{ matched: 0, unmatched: 1 }]), 0);
  assertEquals(pairAccuracy([]), 0);
});

Deno.test("meanReciprocalRank takes the rank of each row's own place", () => {
  // Ranks 1, 2 and 3.
  const rows = [[9, 1, 2], [7, 5, 1], [6, 5, 4]];
  assertEquals(meanReciprocalRank(rows), (1 + 1 / 2 + 1 / 3) / 3);
});

Deno.test("meanReciprocalRank shares ranks among ties", () => {
  // Two tie for ranks 1 and 2, so the right one has rank 1.5; all three tie: rank 2.
  assertEquals(meanReciprocalRank([[4, 4, 1]]), 1 / 1.5);
  assertEquals(meanReciprocalRank([[4, 4, 4]]), 1 / 2);
  assertEquals(meanReciprocalRank([]), 0);
});

const TRUTH: Truth = {
  contact: { full_name: "Ola Berg", email: "ola@x.example", phone: "+47 22 12 34 56" },
  experience: [{ dates: "2011 – 2014" }, { dates: "Mar. 2015 - Present" }, {}],
  skills: ["Sourdough", "Rye"],
};

const READING: Reading = {
  name: "OLA BERG",
  email: "ola@x.example",
  phone: "22 12 34 56",
  skills: ["rye", "Wheat"],
  dates: ["2011 - 2014", "2011 - 2014"],
};

Deno.test("fieldFigures counts what a person read and the program found", () => {
  assertEquals(fieldFigures(TRUTH, READING), {
    name: { right: 1, of: 1 },
    email: { right: 1, of: 1 },
    phone: { right: 0, of: 1 },
    skills: { right: 1, of: 2 },
    dates: { right: 1, of: 2 },
  });
});

Deno.test("fieldFigures leaves out what the truth does not tell", () => {
  const truth: Truth = { contact: { full_name: "Ola Berg" }, experience: [], skills: [] };
  const { name, email } = fieldFigures(truth, { ...READING, name: null });
  assertEquals([name, email], [{ right: 0, of: 1 }, { right: 0, of: 0 }]);
});

Deno.test("addFigures adds field by field", () => {
  const figures = fieldFigures(TRUTH, READING);
  assertEquals(addFigures([figures, figures]).skills, { right: 2, of: 4 });
});

Deno.test("TfidfBaseline finds a text most like itself", () => {
  const baseline = new TfidfBaseline(["bake rye bread", "bake rye bread", "fly large planes"]);
  assert(Math.abs(baseline.cosine(0, 1) - 1) < 1e-9);
  assertEquals(baseline.cosine(0, 2), 0);
});
