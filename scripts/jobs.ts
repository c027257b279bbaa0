import { parseArgs } from "node:util";
import { JOB_STATES } from "@/lib/wire/job.ts";

const USAGE = `Usage: deno task jobs list [waiting|running|dead] [--limit 100]
       deno task jobs retry JOB --user USER

Asks a running server, http://127.0.0.1:8000 or --url, for its jobs, or has it try one again that
was given up. Except in open mode it wants a token with the scope admin, in --token or in
JOBS_TOKEN: deno task token USER --scopes admin`;

/** Lines printed unless told otherwise. */
const DEFAULT_LIMIT = "100";

/** One request of the command, and what it wants of the answer. */
export type Command =
  | { name: "list"; states: string[]; limit: number }
  | { name: "retry"; job: string; user: string };

interface Job {
  job_id: string;
  user_id: string;
  kind: string;
  state: string;
  attempts: number;
  due_at: string | null;
  error: string | null;
}

/** What the arguments ask for. Throws an `Error` of one line. */
export function parseCommand(args: string[]): { command: Command; url: string; token?: string } {
  const { values, positionals: [name, what, ...rest] } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      url: { type: "string", default: "http://127.0.0.1:8000" },
      token: { type: "string" },
      user: { type: "string" },
      limit: { type: "string", default: DEFAULT_LIMIT },
    },
  });
  const { url, token, user, limit } = values;
  if (rest.length > 0) throw new Error(`Cannot use "${rest[0]}": too many arguments`);
  if (name === "list") {
    if (what !== undefined && !JOB_STATES.some((state) => state === what)) {
      throw new Error(`Cannot list "${what}": choose from ${JOB_STATES.join(", ")}`);
    }
    if (!/^[1-9]\d{0,5}$/.test(limit)) throw new Error(`Cannot use --limit "${limit}"`);
    const states = what === undefined ? [...JOB_STATES] : [what];
    return { command: { name, states, limit: Number(limit) }, url, token };
  }
  if (name === "retry") {
    if (!what || !user) throw new Error("Cannot retry: name the job and its --user");
    return { command: { name, job: what, user }, url, token };
  }
  throw new Error(`Cannot do "${name ?? ""}": choose list or retry`);
}

/** Runs a command against a server; yields the lines to print. Throws an `Error` of one line. */
export async function* runCommand(
  command: Command,
  url: string,
  token?: string,
): AsyncGenerator<string> {
  const ask = (path: string, method = "GET") => request(new URL(path, url), method, token);
  if (command.name === "retry") {
    const { job, user } = command;
    const path = `/api/v1/jobs/${encodeURIComponent(job)}/retry`;
    const batch = await ask(`${path}?user_id=${encodeURIComponent(user)}`, "POST");
    return yield `${job} is tried again, in run ${batch.run} of batch ${batch.batch_id}`;
  }
  for (const state of command.states) {
    let left = command.limit;
    for (let cursor: string | null = ""; cursor !== null && left > 0;) {
      const query = new URLSearchParams({ state, limit: String(Math.min(left, 100)) });
      if (cursor) query.set("cursor", cursor);
      const page = await ask(`/api/v1/jobs?${query}`) as { jobs: Job[]; next_cursor: string };
      left -= page.jobs.length;
      cursor = page.next_cursor;
      yield* page.jobs.map(lineOf);
    }
  }
}

function lineOf({ state, user_id, job_id, kind, attempts, due_at, error }: Job): string {
  return [state, user_id, job_id, kind, attempts, due_at ?? "-", error ?? "-"].join("\t");
}

async function request(url: URL, method: string, token?: string) {
  const headers: HeadersInit = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(url, { method, headers });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Error(body.detail ?? body.title ?? `Cannot use ${url.origin}: ${response.status}`);
}

if (import.meta.main) {
  if (Deno.args.length === 0 || Deno.args.includes("--help") || Deno.args.includes("-h")) {
    console.error(USAGE);
    Deno.exit(Deno.args.length === 0 ? 2 : 0);
  }
  try {
    const { command, url, token } = parseCommand(Deno.args);
    const lines = runCommand(command, url, token ?? Deno.env.get("JOBS_TOKEN"));
    for await (const line of lines) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
