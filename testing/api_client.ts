import { SocketReader } from "@/scripts/socket_reader.ts";
import { StreamReader } from "@/scripts/stream_reader.ts";

/** How a server lets a caller in. */
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

/** A program that calls a running server as one user. */
export class Caller {
  readonly base: string;
  readonly user: string;
  readonly via: Entrance;
  /** What says who it is, on every request. */
  readonly headers: Record<string, string>;

  constructor(base: string, user: string, via: Entrance, headers: Record<string, string> = {}) {
    this.base = base;
    this.user = user;
    this.via = via;
    this.headers = headers;
  }

  /** Finds out how the server at `base` lets one in, and as whom. */
  static async identify(base: string, { token, user }: Identity = {}): Promise<Caller> {
    if (token !== undefined) {
      const headers = { authorization: `Bearer ${token}` };
      return new Caller(base, user ?? await whoAmI(base, headers), "token", headers);
    }
    const probe = await fetch(`${base}/api/v1/sse/progress/status/me`);
    await probe.body?.cancel();
    if (probe.ok) return new Caller(base, user ?? inventedUser(), "open");
    const headers = await visit(base);
    return new Caller(base, user ?? await whoAmI(base, headers), "session", headers);
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

  /** Opens the user's event stream. */
  stream(lastEventId?: string): Promise<StreamReader> {
    const { headers } = this;
    return StreamReader.open(`${this.base}${this.streamPath}`, { headers, lastEventId });
  }

  /** Opens the user's stream by the old WebSocket endpoint. */
  socket(lastEventId?: string): Promise<SocketReader> {
    const query = lastEventId === undefined ? "" : `?last_event_id=${lastEventId}`;
    return SocketReader.open(
      `${this.base}/api/v1/ws/progress/${this.user}${query}`,
      this.headers,
    );
  }

  get streamPath(): string {
    return `/api/v1/sse/progress/stream/${this.user}`;
  }

  get statusPath(): string {
    return `/api/v1/sse/progress/status/${this.user}`;
  }

  /** Where updates are posted, and all of the user is deleted. */
  get progressPath(): string {
    return `/api/v1/sse/progress/${this.user}`;
  }
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
