import { SocketReader } from "@/testing/socket_reader.ts";
import { EventReader } from "@/testing/event_reader.ts";

/** The stream API of a server, as tests use it. */
export class StreamClient {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  /** Open mode needs no `headers`. */
  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  streamUrl(user: string): string {
    return `${this.#url}/api/v1/sse/progress/stream/${user}`;
  }

  socketUrl(user: string): string {
    return `${this.#url.replace("http", "ws")}/api/v1/ws/progress/${user}`;
  }

  /** Publishes an update; returns its id. */
  async publish(user: string, update: Record<string, unknown>): Promise<string> {
    const response = await fetch(`${this.#url}/api/v1/sse/progress/${user}`, {
      method: "POST",
      headers: this.#headers,
      body: JSON.stringify({ completed: 0, total: 1, ...update }),
    });
    const answer = await response.json();
    if (response.status !== 202) throw new Error(`Cannot publish: ${JSON.stringify(answer)}`);
    return answer.id;
  }

  async delete(user: string): Promise<void> {
    const url = `${this.#url}/api/v1/sse/progress/${user}`;
    const response = await fetch(url, { method: "DELETE", headers: this.#headers });
    await response.body?.cancel();
  }

  request(user: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.streamUrl(user), { headers: { ...this.#headers, ...headers } });
  }

  openSocket(user: string): Promise<SocketReader> {
    return SocketReader.open(this.socketUrl(user), this.#headers);
  }

  /** Opens a stream, after `lastEventId` if it is given. */
  async open(user: string, lastEventId?: string): Promise<EventReader> {
    const headers = lastEventId === undefined ? undefined : { "last-event-id": lastEventId };
    const response = await this.request(user, headers);
    if (response.ok) return new EventReader(response.body!);
    throw new Error(`Cannot open a stream: ${response.status} ${await response.text()}`);
  }

  /** Opens a stream after an id that no header can hold. */
  async resume(user: string, lastEventId: string): Promise<EventReader> {
    if (!/[^\x20-\x7e]/.test(lastEventId)) return await this.open(user, lastEventId);
    const query = `?last_event_id=${encodeURIComponent(lastEventId)}`;
    const response = await fetch(this.streamUrl(user) + query, { headers: this.#headers });
    return new EventReader(response.body!);
  }

  async activeConnections(): Promise<number> {
    const response = await fetch(`${this.#url}/api/v1/sse/connections/status`, {
      headers: this.#headers,
    });
    return (await response.json()).active_connections;
  }
}
