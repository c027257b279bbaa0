import { assertEquals } from "@std/assert";
import type { Caller } from "@/testing/api_client.ts";
import { JOB } from "./_resumes.ts";

/** What is sent along with the files. */
export interface UploadOptions {
  /** Null for none. */
  job?: string | null;
  fields?: Record<string, string | number>;
  headers?: Record<string, string>;
}

/** The answer to an upload of which something was accepted. */
export interface Uploaded {
  batch_id: string;
  accepted: { file_id: string; name: string }[];
  rejected: { name: string; reason: string; type: string }[];
}

/** Sends files as a browser's form does. */
export function upload(
  caller: Caller,
  files: File[],
  { job = JOB, fields = {}, headers }: UploadOptions = {},
): Promise<Response> {
  const form = new FormData();
  if (caller.via === "open") form.append("user_id", caller.user);
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  if (job !== null) form.append("job_description", job);
  for (const file of files) form.append("files", file);
  return caller.fetch("/api/v1/resumes/upload", { method: "POST", body: form, headers });
}

/** Sends files of which at least one is accepted: a 202. */
export async function accepted(
  caller: Caller,
  files: File[],
  options?: UploadOptions,
): Promise<Uploaded> {
  const response = await upload(caller, files, options);
  const text = await response.text();
  assertEquals(response.status, 202, text);
  return JSON.parse(text);
}

/** The path of a batch, with who asks where that has to be said. */
export function batchPath(caller: Caller, batch: string, more = ""): string {
  const query = caller.via === "open" ? `?user_id=${caller.user}` : "";
  return `/api/v1/resumes/batches/${batch}${more}${query}`;
}
