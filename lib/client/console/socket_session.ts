import { type Signal, signal } from "@preact/signals";
import { ApiError } from "@/lib/client/api/api_error.ts";
import type { LogEntry } from "@/lib/client/console/event_log.ts";
import { RecentList } from "@/lib/client/console/recent_list.ts";
import { problemType } from "@/lib/wire/problem_types.ts";
import { isRecord } from "@/lib/wire/record.ts";

/** Where the WebSocket stands. */
export type SocketState =
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "open" }
  /** The server has no WebSockets. */
  | { kind: "off" }
  /** It never opened. */
  | { kind: "failed"; reason: string }
  | { kind: "closed"; code: number; reason: string };

/** Options of {@linkcode SocketSession}. */
export interface SocketOptions {
  /** Where the server is, an http or https URL. */
  baseUrl: string;
  /** How to ask why it did not open; the global `fetch` unless given. */
  fetch?: typeof fetch;
}

/** The most messages kept. */
const MAX_MESSAGES = 200;

/** A WebSocket to the old endpoint; it is not opened again by itself. */
export class SocketSession {
  readonly state: Signal<SocketState> = signal({ kind: "idle" });
  readonly messages = new RecentList<LogEntry>(MAX_MESSAGES);
  /** All of them since it was opened. */
  readonly received: Signal<number> = signal(0);
  #baseUrl: string;
  #fetch: typeof fetch;
  #socket: WebSocket | null = null;

  constructor(options: SocketOptions) {
    this.#baseUrl = options.baseUrl;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Opens it for `user`, after closing the one before. */
  connect(user: string): void {
    this.disconnect();
    this.messages.clear();
    this.received.value = 0;
    this.state.value = { kind: "connecting" };
    const url = `${this.#baseUrl}/api/v1/ws/progress/${encodeURIComponent(user)}`;
    const socket = this.#socket = new WebSocket(url.replace(/^http/, "ws"));
    let opened = false;
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      opened = true;
      this.state.value = { kind: "open" };
    };
    socket.onmessage = (event) => socket === this.#socket && this.#receive(String(event.data));
    socket.onclose = ({ code, reason }) => {
      if (socket !== this.#socket) return;
      if (opened) this.state.value = { kind: "closed", code, reason };
      else void this.#ask(url, socket);
    };
  }

  /** Closes it; idempotent. */
  disconnect(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    if (this.state.value.kind !== "idle") this.state.value = { kind: "idle" };
  }

  /** A WebSocket doesn't say why it was refused, so a plain request asks. */
  async #ask(url: string, socket: WebSocket): Promise<void> {
    const state = await this.#refusal(url);
    if (socket === this.#socket) this.state.value = state;
  }

  async #refusal(url: string): Promise<SocketState> {
    try {
      const answer = await this.#fetch(url, { cache: "no-store" });
      const error = ApiError.from(answer.status, await answer.text(), null);
      if (error.type === problemType("websockets-off")) return { kind: "off" };
      // The endpoint is there and asks for an upgrade: it was lost on the way.
      const reason = error.type === problemType("upgrade-required")
        ? "A proxy in between does not pass WebSockets on"
        : `${error.message} (HTTP ${error.status})`;
      return { kind: "failed", reason };
    } catch {
      return { kind: "failed", reason: "The server did not answer" };
    }
  }

  #receive(text: string): void {
    this.received.value += 1;
    const { event, id, data } = messageOf(text);
    this.messages.add({
      at: Date.now(),
      source: "websocket",
      type: typeof event === "string" ? event : "message",
      id: typeof id === "string" ? id : "",
      data: data === undefined ? text : JSON.stringify(data),
      latencyMs: null,
    });
  }
}

function messageOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
