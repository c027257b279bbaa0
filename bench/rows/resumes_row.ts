import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";
import { ApiClient } from "@/testing/api_client.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { ServerProcess } from "@/testing/server_process.ts";
import type { LocalRow, Outcome } from "@/bench/rows/row.ts";

const FOLDER = new URL("../../../shared/data/offlinecv/", import.meta.url).pathname;
const PDFTOTEXT = "/usr/bin/pdftotext";
const COUNT = 500;
/** As many as the page sends in one request. */
const FILES_PER_REQUEST = 20;
/** Files at once: the sandboxes of the one, the processes of the other. */
const AT_ONCE = navigator.hardwareConcurrency;

/** Real resumes, from the upload of the first to the last event, beside reading their text alone. */
export const resumesRow: LocalRow = {
  name: "resumes",
  title: `${COUNT} PDFs read and scored (bare: pdftotext once per file, ${AT_ONCE} at a time)`,
  repeats: 3,
  peers: ["bare", "ours"],
  async runHere(peer, quick): Promise<Outcome> {
    const paths = pdfs(quick ? COUNT / 5 : COUNT);
    const run = peer === "ours" ? screened : extracted;
    const { seconds, faults } = paths.length > 0 ? await run(paths) : { seconds: NaN, faults: 0 };
    return { measures: { "files/s": paths.length / seconds }, faults };
  },
};

/** Paths of so many PDFs, the same ones again and again; none, with a line, where there are none. */
function pdfs(count: number): string[] {
  if (!existsSync(FOLDER) || !existsSync(PDFTOTEXT)) {
    console.error(`resumes is left out: there is no ${existsSync(FOLDER) ? PDFTOTEXT : FOLDER}`);
    return [];
  }
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".pdf"));
  return Array.from({ length: count }, (_, i) => FOLDER + names[i % names.length]);
}

async function extracted(paths: string[]) {
  const started = performance.now();
  const next = paths.values();
  const work = async () => {
    for (const path of next) {
      await new Deno.Command(PDFTOTEXT, { args: ["-enc", "UTF-8", path, "-"] }).output();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { seconds: (performance.now() - started) / 1000, faults: 0 };
}

async function screened(paths: string[]) {
  await using server = await ServerProcess.start({ env: { WORKERS: String(AT_ONCE) } });
  const client = new ApiClient(server.url, "bench");
  await using stream = await client.stream();
  const files = paths.map((path, i) => new File([readFileSync(path)], `${i}.pdf`));
  // Warm, as pdftotext is: the system keeps its program in memory.
  await send(client, files.slice(0, 1));
  await stream.until(endsBatch);
  const started = performance.now();
  const sending = send(client, files);
  const [events] = await Promise.all([stream.until(endsBatch, 300_000), sending]);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, faults: paths.length - Number(events.at(-1)!.data.successful_files) };
}

/** Sends the files as the page does: few in a request, one request after another. */
async function send(client: ApiClient, files: File[]): Promise<void> {
  const batch: Record<string, string> = {};
  for (let start = 0; start < files.length; start += FILES_PER_REQUEST) {
    const part = files.slice(start, start + FILES_PER_REQUEST);
    const fields = { ...batch, [UPLOAD_FIELDS.expected]: files.length };
    const options = start === 0 ? { fields } : { fields: batch, job: null };
    const { batch_id } = await client.accepted(part, options);
    batch[UPLOAD_FIELDS.batch] = batch_id;
  }
}

function endsBatch({ event, data }: ReceivedEvent): boolean {
  return event === "progress" && isFinal(data.status as BatchStatus);
}
