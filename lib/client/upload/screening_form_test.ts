import { assertEquals } from "@std/assert";
import {
  chooseJob,
  EMPTY_FORM,
  type FormAction,
  problemOf,
  reduceForm,
  type ScreeningForm,
} from "@/lib/client/upload/screening_form.ts";

const LIMITS = { maxFileBytes: 10, maxFiles: 2 };
const [ann, bob, long] = ["ann.txt", "bob.txt", "long.txt"].map((name) =>
  new File([name === "long.txt" ? "much too long" : name], name)
);
const document = new File(["%PDF"], "job.pdf");

function after(...actions: FormAction[]): ScreeningForm {
  return actions.reduce(reduceForm, EMPTY_FORM);
}

const refusedAt = (at: "job" | "resumes" | "form"): FormAction => ({
  type: "refused",
  problem: { at, message: "No" },
});

Deno.test("reduceForm keeps the typed words below a document", () => {
  const typed: FormAction = { type: "jobTyped", text: "A cook" };
  const attached = after(typed, { type: "jobRead", name: "job.pdf", job: document });
  assertEquals([attached.jobText, attached.jobFile], ["A cook", document]);
  assertEquals(attached.said, "job.pdf is the job description");
  const removed = reduceForm(attached, { type: "jobRemoved" });
  assertEquals([removed.jobText, removed.jobFile, removed.said], ["A cook", null, ""]);
});

Deno.test("reduceForm puts a text file's words in the field, in place of a document", () => {
  const form = after(
    { type: "jobRead", name: "job.pdf", job: document },
    { type: "jobRead", name: "cook.txt", job: "A cook" },
  );
  assertEquals([form.jobText, form.jobFile], ["A cook", null]);
  assertEquals(form.said, "Loaded from cook.txt");
});

Deno.test("reduceForm adds files to those that are there, and takes them out", () => {
  const both = after({ type: "filesAdded", files: [ann] }, { type: "filesAdded", files: [bob] });
  assertEquals(both.files, [ann, bob]);
  assertEquals(reduceForm(both, { type: "filesRemoved", indices: [0] }).files, [bob]);
  assertEquals(reduceForm(both, { type: "filesRemoved" }).files, []);
});

Deno.test("reduceForm says where a drop was cut", () => {
  const { files, problem } = after({ type: "filesAdded", files: [ann], cut: true });
  assertEquals(files, [ann]);
  assertEquals(problem, { at: "resumes", message: "Only the first 5,000 files were taken" });
});

Deno.test("reduceForm takes a problem away where something was done about it", () => {
  const cases: [FormAction, "job" | "resumes"][] = [
    [{ type: "jobTyped", text: "A cook" }, "job"],
    [{ type: "jobRead", name: "job.pdf", job: document }, "job"],
    [{ type: "jobRemoved" }, "job"],
    [{ type: "filesAdded", files: [ann] }, "resumes"],
    [{ type: "filesRemoved", indices: [0] }, "resumes"],
    [{ type: "filesRemoved" }, "resumes"],
  ];
  for (const [action, place] of cases) {
    for (const at of ["job", "resumes", "form"] as const) {
      const { problem } = after(refusedAt(at), action);
      assertEquals(problem === null, at === place, `${action.type}, ${at}`);
    }
  }
  assertEquals(after(refusedAt("form"), { type: "sent" }).problem, null);
});

Deno.test("problemOf finds what is missing, first things first", () => {
  const job: FormAction = { type: "jobTyped", text: "A cook" };
  const add = (...files: File[]): FormAction => ({ type: "filesAdded", files });
  const cases: [FormAction[], string | undefined][] = [
    [[], "Add a job description first"],
    [[{ type: "jobTyped", text: " \n" }, add(ann)], "Add a job description first"],
    [[job], "Choose at least one resume"],
    [[job, add(long)], "This file is over 10 B"],
    [[job, add(long, ann)], undefined],
    [[{ type: "jobRead", name: "job.pdf", job: document }, add(ann)], undefined],
    [
      [job, add(ann, bob, ann)],
      "A batch has 2 resumes at most: remove 1, or screen them in " +
      "two batches",
    ],
  ];
  for (const [actions, message] of cases) {
    assertEquals(problemOf(after(...actions), LIMITS)?.message, message);
  }
});

Deno.test("chooseJob reads one file that is not too large", async () => {
  assertEquals(await chooseJob([ann], LIMITS), {
    type: "jobRead",
    name: "ann.txt",
    job: "ann.txt",
  });
  assertEquals(await chooseJob([document], LIMITS), {
    type: "jobRead",
    name: "job.pdf",
    job: document,
  });
  const refused = async (...files: File[]) => {
    const action = await chooseJob(files, LIMITS);
    return action.type === "refused" && action.problem;
  };
  assertEquals(await refused(ann, bob), { at: "job", message: "The job description is one file" });
  assertEquals(await refused(long), {
    at: "job",
    message: "This file is over 10 B",
  });
});
