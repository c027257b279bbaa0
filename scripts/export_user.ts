import { join } from "node:path";
import { parseArgs } from "node:util";
import { EventReader } from "@/testing/event_reader.ts";
import type { Batch, BatchPage } from "@/lib/wire/batch.ts";
import { parsePosition } from "@/lib/wire/position.ts";
import { isUserId, ME, USER_ID_RULE } from "@/lib/wire/user_id.ts";

const USAGE = `Usage: deno task export USER [--url http://127.0.0.1:8000] [--token TOKEN] DIR

Writes all that a server has of USER into the new folder DIR: batches with their files, documents,
texts, results, decisions, links and records, and the events. The token (or API_TOKEN) is one of USER,
or an admin's; in open mode none is needed. The records say that they were taken out.`;

/** What the arguments ask for. */
export interface ExportArgs {
  user: string;
  dir: string;
  url: string;
  token: string | null;
}

/** Reads the arguments. Throws an `Error` of one line. */
export function parseExport(
  args: string[],
  env: { get(name: string): string | undefined },
): ExportArgs {
  const { values, positionals: [user, dir, ...rest] } = parseArgs({
    args,
    allowPositionals: true,
    options: { url: { type: "string" }, token: { type: "string" } },
  });
  if (dir === undefined || rest.length > 0) {
    throw new Error("Cannot export: name one USER and one DIR");
  }
  if (!isUserId(user) || user === ME) {
    throw new Error(`Cannot export "${user}": a user is ${USER_ID_RULE}`);
  }
  const url = URL.parse(values.url ?? "http://127.0.0.1:8000")?.origin;
  if (!url?.startsWith("http")) {
    throw new Error(`Cannot use --url "${values.url}": give an address`);
  }
  return { user, dir, url, token: values.token ?? env.get("API_TOKEN") ?? null };
}

/** What was written. */
export interface Exported {
  batches: number;
  files: number;
  events: number;
}

/** Writes all there is of a user, by the API alone. */
export async function exportUser({ user, dir, url, token }: ExportArgs): Promise<Exported> {
  const export_ = new UserExport(url, user, token);
  await Deno.mkdir(dir, { mode: 0o700 });
  // Before the rows: the events up to here are all there were.
  const events = await export_.events(dir);
  const done: Exported = { batches: 0, files: 0, events };
  for await (const id of export_.batches()) {
    done.batches++;
    done.files += await export_.batch(id, join(dir, "batches", id));
  }
  return done;
}

class UserExport {
  readonly #url: string;
  readonly #user: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, user: string, token: string | null) {
    this.#url = url;
    this.#user = user;
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  async *batches(): AsyncGenerator<string> {
    for (let cursor: string | null = ""; cursor !== null;) {
      const after: string = cursor && `&cursor=${cursor}`;
      const page: BatchPage = await (await this.#get(`/batches?limit=100${after}`)).json();
      for (const { batch_id } of page.batches) yield batch_id;
      cursor = page.next_cursor;
    }
  }

  /** Returns how many files the batch has. */
  async batch(id: string, dir: string): Promise<number> {
    await Deno.mkdir(dir, { recursive: true });
    const at = `/batches/${id}`;
    const batch: Batch = await (await this.#get(at)).json();
    await Deno.writeTextFile(join(dir, "batch.json"), JSON.stringify(batch, null, 2));
    await this.#save(`${at}/results`, join(dir, "results.json"));
    await this.#save(`${at}/shares`, join(dir, "shares.json"));
    await this.#save(`${at}/criteria`, join(dir, "criteria.json"), { may: [404, 422] });
    for (const { file_id, name } of batch.files) {
      const folder = join(dir, "files", file_id);
      await Deno.mkdir(folder, { recursive: true });
      const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
      await this.#save(`${at}/files/${file_id}`, join(folder, "file.json"));
      await this.#save(`${at}/files/${file_id}/document`, join(folder, `document${ending}`), {
        may: [404],
      });
      await this.#save(`${at}/files/${file_id}/text`, join(folder, "text.txt"), { may: [404] });
    }
    await this.#save(`${at}/record`, join(dir, "record.jsonl"), { may: [404] });
    return batch.files.length;
  }

  /** Writes the events that are kept, a line each; returns how many. */
  async events(dir: string): Promise<number> {
    const path = `/api/v1/sse/progress`;
    const { position } = await (await this.#fetch(`${path}/status/${this.#user}`)).json();
    const last = parsePosition(position)?.seq ?? 0;
    await using file = await Deno.open(join(dir, "events.jsonl"), { write: true, create: true })
      .then((file) => ({
        file,
        [Symbol.asyncDispose]: async () => await Promise.resolve(file.close()),
      }));
    if (last === 0) return 0;
    const answer = await this.#fetch(`${path}/stream/${this.#user}?from=earliest`);
    const reader = await EventReader.of(answer);
    let count = 0;
    try {
      for (;;) {
        const { event, id, data } = await reader.one();
        if (event === "connected" && (parsePosition(id!)?.seq ?? 0) >= last) return count;
        if (event === "connected" || event === "keepalive") continue;
        if (event === "reset" || event === "closing") {
          throw new Error("Cannot export: the events changed meanwhile, try again");
        }
        const line = new TextEncoder().encode(JSON.stringify({ id, event, data }) + "\n");
        await file.file.write(line);
        count++;
        if ((parsePosition(id!)?.seq ?? 0) >= last) return count;
      }
    } finally {
      await reader.close();
    }
  }

  async #save(path: string, file: string, { may = [] }: { may?: number[] } = {}): Promise<void> {
    const answer = await this.#get(path, may);
    if (answer.ok) await Deno.writeFile(file, answer.body ?? new Uint8Array());
    else await answer.body?.cancel();
  }

  #get(path: string, may: number[] = []): Promise<Response> {
    return this.#fetch(`/api/v1/resumes${path}`, may);
  }

  /** As the user, whoever asks. */
  async #fetch(path: string, may: number[] = []): Promise<Response> {
    const url = new URL(path, this.#url);
    if (!path.includes(`/${this.#user}`)) url.searchParams.set("user_id", this.#user);
    const answer = await fetch(url, { headers: this.#headers });
    if (answer.ok || may.includes(answer.status)) return answer;
    const text = (await answer.text()).slice(0, 300);
    throw new Error(`Cannot export: ${url.pathname} answered ${answer.status} ${text}`);
  }
}

if (import.meta.main) {
  if (Deno.args.length === 0 || Deno.args.includes("--help") || Deno.args.includes("-h")) {
    console.error(USAGE);
    Deno.exit(Deno.args.length === 0 ? 2 : 0);
  }
  try {
    const args = parseExport(Deno.args, Deno.env);
    const { batches, files, events } = await exportUser(args);
    console.log(
      `Wrote ${batches} batches with ${files} files, and ${events} events, to ${args.dir}`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
