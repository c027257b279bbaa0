import type { Refusal } from "@/lib/telemetry/security_log.ts";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds from 1 ms to 10 s: from a commit to its bytes on the socket. */
const LATENCY_BUCKETS = [
  0.001,
  0.0025,
  0.005,
  0.01,
  0.025,
  0.05,
  0.1,
  0.25,
  0.5,
  1,
  2.5,
  5,
  10,
];

/** What this process counts, for `/metrics`. One per app: nothing is registered globally. */
export class Metrics {
  readonly registry = new Registry();

  readonly streamsOpen = this.#gauge("streams_open", "Open streams", ["transport"]);
  readonly streamUsers = this.#gauge("stream_users", "Users with an open stream");
  readonly streamsOpened = this.#counter("streams_opened_total", "Streams opened", ["transport"]);
  readonly streamsClosed = this.#counter("streams_closed_total", "Streams ended", ["reason"]);
  readonly streamEventsSent = this.#counter("stream_events_sent_total", "Events sent to streams");
  readonly streamBytesSent = this.#counter("stream_bytes_sent_total", "Bytes sent to streams");
  readonly streamReplays = this.#counter("stream_replays_total", "Streams resumed from an id");
  readonly streamResets = this.#counter("stream_resets_total", "Resets sent", ["reason"]);
  readonly eventCommitToSocket = new Histogram({
    name: "event_commit_to_socket_seconds",
    help: "From the commit of an event to its bytes being handed to the socket",
    buckets: LATENCY_BUCKETS,
    registers: [this.registry],
  });
  readonly kvCommits = this.#counter("kv_commits_total", "KV commits tried");
  readonly kvConflicts = this.#counter("kv_conflicts_total", "KV commits that lost a check");
  readonly jobsWakeups = this.#counter("jobs_wakeups_total", "What woke the workers", ["source"]);
  readonly jobsStarted = this.#counter("jobs_started_total", "Jobs claimed");
  readonly jobsFinished = this.#counter("jobs_finished_total", "Jobs ended", ["outcome"]);
  readonly httpRequests = this.#counter("http_requests_total", "Requests answered", [
    "route",
    "status",
  ]);

  readonly httpRefused = this.#counter("http_requests_refused_total", "Answers of 401, 403, 429", [
    "status",
  ]);

  readonly #tellers: (() => void)[] = [];
  readonly #onRefused: (kind: Refusal) => void;

  /** `onRefused` is told of each answer of 401, 403 and 429. */
  constructor(onRefused: (kind: Refusal) => void = () => {}) {
    this.#onRefused = onRefused;
    new Gauge({
      name: "process_resident_memory_bytes",
      help: "Resident memory of this process",
      registers: [this.registry],
      collect() {
        this.set(Deno.memoryUsage().rss);
      },
    });
  }

  /** Counts an answer; `route` is its pattern, never its path, so that labels stay few. */
  countRequest(route: string, status: number): void {
    this.httpRequests.inc({ route, status: `${Math.floor(status / 100)}xx` });
    if (!isRefusal(status)) return;
    this.httpRefused.inc({ status });
    this.#onRefused(`${status}`);
  }

  /** Has `tell` bring in what it has counted by itself, each time before the text is made. */
  beforeText(tell: () => void): void {
    this.#tellers.push(tell);
  }

  /** All of it in the Prometheus text format, which is `contentType`. */
  text(): Promise<string> {
    for (const tell of this.#tellers) tell();
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  #gauge<T extends string>(name: string, help: string, labelNames: T[] = []): Gauge<T> {
    return new Gauge<T>({ name, help, labelNames, registers: [this.registry] });
  }

  #counter<T extends string>(name: string, help: string, labelNames: T[] = []): Counter<T> {
    return new Counter<T>({ name, help, labelNames, registers: [this.registry] });
  }
}

function isRefusal(status: number): status is 401 | 403 | 429 {
  return status === 401 || status === 403 || status === 429;
}
