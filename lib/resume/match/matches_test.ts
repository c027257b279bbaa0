import { assertEquals } from "@std/assert";
import { assess } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";

Deno.test("matchesOf names a requirement whole, and by its words where it is met in part", () => {
  const job = "Requirements:\n- Kubernetes and Terraform\n- PostgreSQL\n- Ruby on Rails\n\n" +
    "Nice to have:\n- Go";
  const text = "Ann Lee\n\nSkills\nKubernetes, PostgreSQL, Go";
  const { matched, missing } = assess({ text, brief: briefOf(job), now: new Date("2026-01-01") });
  assertEquals(matched, ["kubernetes", "PostgreSQL", "Go"]);
  assertEquals(missing, ["terraform", "Ruby on Rails"]);
});
