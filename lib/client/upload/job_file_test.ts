import { assertEquals } from "@std/assert";
import { readJobFile } from "@/lib/client/upload/job_file.ts";
import { MAX_JOB_BYTES } from "@/lib/wire/upload.ts";

Deno.test("readJobFile gives the words of a text file", async () => {
  assertEquals(await readJobFile(new File(["\ufeffA café's cook"], "job.TXT")), "A café's cook");
  assertEquals(await readJobFile(new File(["# Cook"], "job.md")), "# Cook");
});

for (
  const [what, name, content] of [
    ["a document", "job.pdf", "%PDF-1.7"],
    ["a page, which has marks between its words", "job.html", "<p>A cook"],
    ["text of another encoding", "job.txt", new Uint8Array([0x63, 0x61, 0x66, 0xe9])],
    ["text in UTF-16", "job.txt", new Uint8Array([0x41, 0, 0x20, 0])],
    ["text that is too long to edit", "job.txt", "a".repeat(MAX_JOB_BYTES + 1)],
    ["an empty file", "job.txt", ""],
  ] as const
) {
  Deno.test(`readJobFile leaves ${what} to the server`, async () => {
    const file = new File([content], name);
    assertEquals(await readJobFile(file), file);
  });
}
