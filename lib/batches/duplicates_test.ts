import { assertEquals } from "@std/assert";
import { relationsOf, type StoredLikeness } from "@/lib/batches/duplicates.ts";
import { sketchOf } from "@/lib/resume/likeness/sketch.ts";
import { MAX_SAME_PERSON } from "@/lib/wire/result.ts";

type File = [id: string, likeness: StoredLikeness];

function file(id: string, more: Partial<StoredLikeness> & { text?: string } = {}): File {
  const { text, ...given } = more;
  const sketch = text === undefined ? null : Uint32Array.from(sketchOf(text)!);
  const none = { sha256: id, email: null, phone: null, name: [], starts: [] };
  return [id, { ...none, sketch, ...given }];
}

const text = (seed: string, changed = 0) =>
  Array.from({ length: 300 }, (_, i) => i < changed ? `changed${i}` : `${seed}${i}`).join(" ");

const duplicates = (files: File[]) =>
  [...relationsOf(files)].flatMap(([id, { duplicateOf }]) =>
    duplicateOf ? [`${id} of ${duplicateOf}`] : []
  );
const people = (files: File[]) =>
  [...relationsOf(files)].map(([id, { samePerson }]) => `${id}: ${samePerson.join(" ")}`);

Deno.test("relationsOf finds the same bytes and the same text, each by the one that came first", () => {
  const files = [
    file("1", { text: text("a") }),
    file("2", { sha256: "1" }),
    file("3", { text: text("b") }),
    file("4", { text: text("a", 3) }),
    file("5", { sha256: "4" }),
    file("6", { text: text("a", 60) }),
    file("7", { text: text("b") }),
  ];
  assertEquals(duplicates(files), ["2 of 1", "4 of 1", "5 of 1", "7 of 3"]);
});

Deno.test("relationsOf says nothing of files that only have little text, or little in common", () => {
  assertEquals([...relationsOf([file("1"), file("2"), file("3", { text: text("c") })])], []);
});

Deno.test("relationsOf joins the files of one person, whatever they have in common", () => {
  const files = [
    file("1", { email: "a@x.se", name: ["anna", "ek"] }),
    file("2", { phone: "12345678", name: ["anna", "ek"] }),
    file("3", { email: "b@x.se", name: ["bo", "ek"] }),
    file("4", { email: "a@x.se", phone: "12345678", name: ["anna", "ek"] }),
    file("5", { name: ["ek", "bo"], starts: [1] }),
  ];
  assertEquals(people(files), ["1: 2 4", "2: 1 4", "4: 1 2"]);
});

Deno.test("relationsOf names a bounded number of files, and takes a batch of one person", () => {
  const files = Array.from(
    { length: 3_000 },
    (_, i) => file(`${i}`.padStart(5, "0"), { email: "a@x.se", name: ["anna"] }),
  );
  const relations = relationsOf(files);
  assertEquals([...new Set([...relations.values()].map((one) => one.samePerson.length))], [
    MAX_SAME_PERSON,
  ]);
});

Deno.test("relationsOf tells an agency's candidates apart, and a person's many versions together", () => {
  const files = Array.from(
    { length: 100 },
    (_, i) => file(`${100 + i}`, { email: "jobs@agency.se", name: [`name${i % 10}`, "ek"] }),
  );
  const relations = relationsOf(files);
  assertEquals(
    relations.get("100")!.samePerson,
    [110, 120, 130, 140, 150, 160, 170, 180, 190]
      .map(String),
  );
});
