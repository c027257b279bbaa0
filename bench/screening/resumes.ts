import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type BatchStatus, isFinal } from "@/lib/wire/batch_status.ts";
import { UPLOAD_FIELDS } from "@/lib/wire/upload.ts";
import type { ApiClient } from "@/testing/api_client.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";

/** Where real resumes are, if they are. */
export const FOLDER = new URL("../../../shared/data/offlinecv/", import.meta.url).pathname;

/** As many as the page sends in one request. */
const FILES_PER_REQUEST = 20;

/** Paths of so many PDFs, the same ones again and again; none where there are none. */
export function pdfs(count: number): string[] {
  if (!existsSync(FOLDER)) return [];
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".pdf"));
  return Array.from({ length: count }, (_, i) => FOLDER + names[i % names.length]);
}

/** The files at these paths, each under a name of its own. */
export function filesOf(paths: readonly string[]): File[] {
  return paths.map((path, i) => new File([readFileSync(path)], `${i}.pdf`));
}

/** Sends the files as the page does: few in a request, one request after another. */
export async function send(client: ApiClient, files: readonly File[]): Promise<void> {
  const batch: Record<string, string> = {};
  for (let start = 0; start < files.length; start += FILES_PER_REQUEST) {
    const part = files.slice(start, start + FILES_PER_REQUEST);
    const fields = { ...batch, [UPLOAD_FIELDS.expected]: files.length };
    const options = start === 0 ? { fields } : { fields: batch, job: null };
    const { batch_id } = await client.accepted(part, options);
    batch[UPLOAD_FIELDS.batch] = batch_id;
  }
}

/** Whether an event tells of the end of a batch. */
export function endsBatch({ event, data }: ReceivedEvent): boolean {
  return event === "progress" && isFinal(data.status as BatchStatus);
}
