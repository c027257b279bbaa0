import { assert, assertEquals } from "@std/assert";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { ApiClient } from "@/testing/api_client.ts";
import { endsRun } from "@/testing/batch_events.ts";
import { MemoryGroup } from "@/testing/process/memory_group.ts";
import { resumeText, textResumes } from "@/testing/resumes.ts";
import { ServerProcess } from "@/testing/server_process.ts";

/** Of a small container, server and sandboxes together. */
const BYTES = 512 * 1024 * 1024;

function pdfResume(number: number): File {
  const content = resumeText(`Person Pdf${number}`, 2005 + number % 15, "TypeScript, Docker");
  const page = content.split("\n").map((text, row) => line(text, 50, 780 - 20 * row)).join("\n");
  return new File([pdfOfPages([page])], `${number}.pdf`);
}

const allowed = MemoryGroup.of(BYTES);
await allowed?.[Symbol.asyncDispose]();

Deno.test({
  name: "a server with two sandboxes screens resumes within 512 MB",
  // `deno task bench --row idle` does it with 1,000.
  ignore: allowed === null,
  async fn() {
    await using memory = MemoryGroup.of(BYTES)!;
    await using server = await ServerProcess.start({ env: { WORKERS: "2" }, memory });
    const caller = new ApiClient(server.url, "ann");
    await using stream = await caller.stream();
    const files = [...Array.from({ length: 40 }, (_, at) => pdfResume(at)), ...textResumes(20)];
    const { batch_id } = await caller.accepted(files);
    const events = await stream.until((event) => endsRun(event, batch_id), 120_000);
    assertEquals(events.at(-1)!.data.successful_files, files.length);
    assertEquals(memory.kills, 0);
    assert(memory.peakBytes > BYTES / 8, "it runs outside of the group");
  },
});
