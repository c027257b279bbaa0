import { Api } from "@/lib/client/api/api.ts";
import type { ProgressUpdate } from "@/lib/wire/progress.ts";
import { LAST_EVENT_ID } from "@/lib/wire/stream_events.ts";
import { UPLOAD_FIELDS, type UploadAnswer } from "@/lib/wire/upload.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { JOB } from "@/testing/resumes.ts";
import { SocketReader } from "@/testing/socket_reader.ts";

/** How a server lets a client in. */
export type Entrance = "open" | "session" | "token";

/** An answer whose body was JSON, or null. */
export interface Answer {
  status: number;
  body: Record<string, unknown> | null;
}

/** Who to be on a server. */
export interface Identity {
  /** A Bearer token; without it open mode is tried, and then a session made. */
  token?: string;
  /** Another user than the token's own, or open mode's invented one. */
  user?: string;
}

/** What is sent along with files. */
export interface UploadOptions {
  /** Null for none. */
  job?: string | null;
  fields?: Record<string, string | number>;
  headers?: Record<string, string>;
}

/** Where files are sent to. */
export const UPLOAD_PATH = "/api/v1/resumes/upload";

/** A program that uses a running server's API as one user. */
export class ApiClient {
  readonly base: string;
  readonly user: string;
  readonly via: Entrance;
  /** What says who it is, on every request. */
  readonly headers: Record<string, string>;
  /** The calls that the page makes too, as this user. */
  readonly api: Api;

  constructor(
    base: string,
    user: string,
    via: Entrance = "open",
    headers: Record<string, string> = {},
  ) {
    this.base = base;
    this.user = user;
    this.via = via;
    this.headers = headers;
    this.api = new Api({ fetch: (path, init) => this.fetch(this.#asUser(String(path)), init) });
  }

  /** Finds out how the server at `base` lets one in, and as whom. */
  static async identify(base: string, { token, user }: Identity = {}): Promise<ApiClient> {
    if (token !== undefined) {
      const headers = { authorization: `Bearer ${token}` };
      return new ApiClient(base, user ?? await whoAmI(base, headers), "token", headers);
    }
    const probe = await fetch(`${base}/api/v1/sse/progress/status/me`);
    await probe.body?.cancel();
    if (probe.ok) return new ApiClient(base, user ?? inventedUser(), "open");
    const headers = await visit(base);
    return new ApiClient(base, user ?? await whoAmI(base, headers), "session", headers);
  }

  /** Sends a request with what says who it is; `init.headers` add to it. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(this.headers);
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    return fetch(this.base + path, { ...init, headers });
  }

  /** Sends JSON, if any, and reads JSON. */
  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.fetch(path, {
      method,
      ...body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      },
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }

  /** Publishes an update of the user; returns its event's id. */
  publish(update: Partial<ProgressUpdate>): Promise<string> {
    return this.api.publish(this.user, { completed: 0, total: 1, ...update });
  }

  /** How many streams are open, of all. */
  async activeConnections(): Promise<number> {
    return (await this.api.connections()).active_connections;
  }

  /** Sends files as a browser's form does. */
  upload(files: File[], { job = JOB, fields = {}, headers }: UploadOptions = {}) {
    const form = new FormData();
    if (this.via === "open") form.append(UPLOAD_FIELDS.user, this.user);
    for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
    if (job !== null) form.append(UPLOAD_FIELDS.job, job);
    for (const file of files) form.append(UPLOAD_FIELDS.files, file);
    return this.fetch(UPLOAD_PATH, { method: "POST", body: form, headers });
  }

  /** Sends files of which at least one is accepted: a 202. */
  async accepted(files: File[], options?: UploadOptions): Promise<UploadAnswer> {
    const response = await this.upload(files, options);
    const text = await response.text();
    if (response.status === 202) return JSON.parse(text);
    throw new Error(`Cannot upload: ${response.status} ${text.slice(0, 500)}`);
  }

  /** Opens the user's event stream, after `lastEventId` if it is given. */
  async stream(lastEventId?: string): Promise<EventReader> {
    const headers = new Headers({ accept: "text/event-stream" });
    let path = this.streamPath;
    if (lastEventId !== undefined) {
      // By header, as EventSource has it, or by query where no header can hold it.
      if (/^[\x20-\x7e]*$/.test(lastEventId)) headers.set(LAST_EVENT_ID.header, lastEventId);
      else path += resumeQuery(lastEventId);
    }
    return EventReader.of(await this.fetch(path, { headers }));
  }

  /** Opens the user's stream by the old WebSocket endpoint. */
  socket(lastEventId?: string): Promise<SocketReader> {
    const query = lastEventId === undefined ? "" : resumeQuery(lastEventId);
    return SocketReader.open(this.base + this.socketPath + query, this.headers);
  }

  /** The path of a batch, with who asks where that has to be said. */
  batchPath(batch: string, more = ""): string {
    return this.#asUser(`/api/v1/resumes/batches/${batch}${more}`);
  }

  get streamPath(): string {
    return `/api/v1/sse/progress/stream/${this.user}`;
  }

  get socketPath(): string {
    return `/api/v1/ws/progress/${this.user}`;
  }

  get statusPath(): string {
    return `/api/v1/sse/progress/status/${this.user}`;
  }

  /** Where updates are posted, and all of the user is deleted. */
  get progressPath(): string {
    return `/api/v1/sse/progress/${this.user}`;
  }

  /** In open mode the query says whose batches are meant. */
  #asUser(path: string): string {
    if (this.via !== "open" || !path.startsWith("/api/v1/resumes/")) return path;
    return `${path}${path.includes("?") ? "&" : "?"}${UPLOAD_FIELDS.user}=${this.user}`;
  }
}

/** An upload's request, encoded once however often it is sent: its user, if any, goes in the query. */
export async function encodedUpload(files: File[], job: string | null): Promise<RequestInit> {
  const form = new FormData();
  if (job !== null) form.append(UPLOAD_FIELDS.job, job);
  for (const file of files) form.append(UPLOAD_FIELDS.files, file);
  const encoded = new Response(form);
  const headers = { "content-type": encoded.headers.get("content-type")! };
  return { method: "POST", headers, body: await encoded.bytes() };
}

/** Visits a page as a browser does: returns its cookie, and the Origin that goes with it. */
export async function visit(base: string): Promise<Record<string, string>> {
  const page = await fetch(`${base}/`);
  await page.body?.cancel();
  const [cookie] = page.headers.getSetCookie();
  if (!cookie) throw new Error("Cannot get a session: the page sets no cookie");
  return { cookie: cookie.split(";")[0], origin: new URL(base).origin };
}

async function whoAmI(base: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${base}/api/v1/sse/progress/status/me`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`Cannot sign in: ${response.status} ${text}`);
  return String(JSON.parse(text).user_id);
}

function inventedUser(): string {
  return `test-sse-${crypto.randomUUID().slice(0, 8)}`;
}

function resumeQuery(id: string): string {
  return `?${LAST_EVENT_ID.query}=${encodeURIComponent(id)}`;
}
