import { existsSync } from "node:fs";
import { ApiClient } from "@/testing/api_client.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import { extractText, PDFTOTEXT } from "@/bench/screening/pdftotext.ts";
import { endsBatch, filesOf, FOLDER, pdfs, send } from "@/bench/screening/resumes.ts";
import type { LocalRow, Outcome } from "@/bench/rows/row.ts";

const COUNT = 500;
/** Files at once: the sandboxes of the one, the processes of the other. */
const AT_ONCE = navigator.hardwareConcurrency;

/** Real resumes, from the upload of the first to the last event, beside reading their text alone. */
export const resumesRow: LocalRow = {
  name: "resumes",
  title: `${COUNT} PDFs read and scored (bare: pdftotext once per file, ${AT_ONCE} at a time)`,
  repeats: 3,
  peers: ["bare", "ours"],
  async runHere(peer, quick): Promise<Outcome> {
    const paths = given(quick ? COUNT / 5 : COUNT);
    const run = peer === "ours" ? screened : extracted;
    const { seconds, faults } = paths.length > 0 ? await run(paths) : { seconds: NaN, faults: 0 };
    return { measures: { "files/s": paths.length / seconds }, faults };
  },
};

/** Paths of so many PDFs; none, with a line, where there is nothing to read or to compare with. */
function given(count: number): string[] {
  const paths = existsSync(PDFTOTEXT) ? pdfs(count) : [];
  if (paths.length === 0) {
    console.error(`resumes is left out: there is no ${existsSync(FOLDER) ? PDFTOTEXT : FOLDER}`);
  }
  return paths;
}

async function extracted(paths: string[]) {
  const started = performance.now();
  await extractText(paths, { atOnce: AT_ONCE });
  return { seconds: (performance.now() - started) / 1000, faults: 0 };
}

async function screened(paths: string[]) {
  await using server = await ServerProcess.start({ env: { WORKERS: String(AT_ONCE) } });
  const client = new ApiClient(server.url, "bench");
  await using stream = await client.stream();
  const files = filesOf(paths);
  // Warm, as pdftotext is: the system keeps its program in memory.
  await send(client, files.slice(0, 1));
  await stream.until(endsBatch);
  const started = performance.now();
  const sending = send(client, files);
  const [events] = await Promise.all([stream.until(endsBatch, 300_000), sending]);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, faults: paths.length - Number(events.at(-1)!.data.successful_files) };
}
