import { assertEquals } from "@std/assert";
import type { ServerProcess } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";

export const JOB = "We look for a baker. Requirements: bread, ovens, five years of experience.";

/** A file to upload. */
export type NamedFile = [name: string, content: string | Uint8Array<ArrayBuffer>];

interface BatchAnswer {
  status: string;
  run: number;
  total: number;
  completed: number;
  files: { file_id: string; name: string; state: string; reason: string | null }[];
}

/** A user's batch on a running server in open mode, as its API tells of it. */
export class ServedBatch {
  private constructor(
    readonly user: string,
    readonly id: string,
    /** A position before its first event. */
    readonly start: string,
    public server: ServerProcess,
  ) {}

  /** Uploads the files, in one request; the batch stays open until as many as `expected` came. */
  static async upload(
    server: ServerProcess,
    user: string,
    files: NamedFile[],
    expected?: number,
  ): Promise<ServedBatch> {
    const start = await position(server, user);
    const more: Record<string, string> = expected ? { expected_files: String(expected) } : {};
    const fields = { job_description: JOB, ...more };
    return new ServedBatch(user, await accepted(server, user, files, fields), start, server);
  }

  /** Uploads more files that are expected. */
  async add(files: NamedFile[]): Promise<void> {
    await accepted(this.server, this.user, files, { batch_id: this.id });
  }

  async read(): Promise<BatchAnswer> {
    return await ask(this.server, `/api/v1/resumes/batches/${this.id}?user_id=${this.user}`);
  }

  /** Waits until as many files have ended. */
  ended(count: number, timeoutMs = 60_000): Promise<void> {
    return until(`${count} files to end`, async () => {
      return (await this.read().catch(() => null))?.completed! >= count;
    }, timeoutMs);
  }

  /** Waits until the batch has ended; returns the milliseconds it took. */
  async end(timeoutMs = 60_000): Promise<number> {
    const start = performance.now();
    await until("the batch to end", async () => {
      const status = (await this.read().catch(() => null))?.status;
      return status !== undefined && status !== "queued" && status !== "processing";
    }, timeoutMs);
    return performance.now() - start;
  }

  /** Checks by the log that every file has ended, each once, and that `completed` never went back. */
  async checkOnce(): Promise<void> {
    const { files, completed, total } = await this.read();
    assertEquals(completed, total);
    const endings = new Map<string, number>();
    let last = 0;
    for (const { event, data } of await eventsSince(this.server, this.user, this.start)) {
      if (data.batch_id !== this.id) continue;
      if (event === "progress") {
        assertEquals(data.completed >= last, true, `${data.completed} after ${last}`);
        last = data.completed;
      } else if (["done", "failed", "cancelled"].includes(data.state)) {
        endings.set(data.file_id, (endings.get(data.file_id) ?? 0) + 1);
      }
    }
    assertEquals([...endings].toSorted(), files.map(({ file_id }) => [file_id, 1]));
    assertEquals(last, total);
  }
}

/** Small texts that can be read. */
export function texts(count: number): NamedFile[] {
  return Array.from({ length: count }, (_, i) => [
    `${i}.txt`,
    `Jane Smith ${i}\nBaker\n\nExperience\n2015 - 2023 Baker at Ovens Ltd: bread, ovens\n`,
  ]);
}

export async function post(
  server: ServerProcess,
  user: string,
  files: NamedFile[],
  fields: Record<string, string> = { job_description: JOB },
): Promise<Response> {
  const form = new FormData();
  form.set("user_id", user);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, content] of files) form.append("files", new Blob([content]), name);
  return await fetch(`${server.url}/api/v1/resumes/upload`, { method: "POST", body: form });
}

/** Posts files all of which are accepted; returns their batch. */
async function accepted(...request: Parameters<typeof post>): Promise<string> {
  const response = await post(...request);
  const answer = await response.json();
  if (response.status !== 202) throw new Error(`Cannot upload: ${JSON.stringify(answer)}`);
  assertEquals(answer.accepted.length, request[2].length);
  return answer.batch_id;
}

export async function ask<T>(server: ServerProcess, path: string, method = "GET"): Promise<T> {
  const response = await fetch(server.url + path, { method });
  const body = await response.json();
  if (!response.ok) throw new Error(`Cannot ask for "${path}": ${body.detail ?? body.title}`);
  return body;
}

/** Waits until a server's workers have ended, or let go of, all that they have begun. */
export async function allGivenUp({ url }: ServerProcess): Promise<void> {
  await until("the workers to be idle", async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const sum = (name: string) =>
      metrics.matchAll(new RegExp(`^${name}(?:{.*})? (\\d+)$`, "gm"))
        .reduce((sum, [, count]) => sum + Number(count), 0);
    return sum("jobs_started_total") === sum("jobs_finished_total");
  });
}

/** Processes whose parent is `pid` (Linux): a server's sandboxes. */
export function childrenOf(pid: number): number[] {
  const children: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = Deno.readTextFileSync(`/proc/${name}/stat`);
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(parent) === pid && state !== "Z") children.push(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  return children;
}

/** What a process was started by (Linux); empty where it has ended. */
export function commandOf(pid: number): Promise<string> {
  return Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
}

/** kill -9, of one that may have ended meanwhile. */
export function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}

interface StreamEvent {
  event: string;
  data: { batch_id: string; completed: number; state: string; file_id: string };
}

async function position(server: ServerProcess, user: string): Promise<string> {
  for await (const { id, event } of stream(server, user, null)) {
    if (event === "connected") return id;
  }
  throw new Error("Cannot learn a position: the stream ended");
}

async function eventsSince(
  server: ServerProcess,
  user: string,
  start: string,
): Promise<StreamEvent[]> {
  const head = await position(server, user);
  const events: StreamEvent[] = [];
  if (head === start) return events;
  for await (const { id, event, data } of stream(server, user, start)) {
    if (event === "reset") throw new Error(`Cannot read the log: ${data}`);
    if (event !== "connected") events.push({ event, data: JSON.parse(data) });
    if (id === head && event !== "connected") return events;
  }
  throw new Error("Cannot read the log: the stream ended");
}

async function* stream(server: ServerProcess, user: string, lastEventId: string | null) {
  const headers: HeadersInit = lastEventId ? { "last-event-id": lastEventId } : {};
  const url = `${server.url}/api/v1/sse/progress/stream/${user}`;
  const response = await fetch(url, { headers });
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + text).split("\n\n");
    rest = parts.pop()!;
    for (const part of parts) {
      const fields = new Map(
        part.split("\n").map((line) => {
          const at = line.indexOf(":");
          return [line.slice(0, at), line.slice(at + 1).trimStart()] as const;
        }),
      );
      const event = fields.get("event");
      if (event) yield { id: fields.get("id") ?? "", event, data: fields.get("data") ?? "" };
    }
  }
}
