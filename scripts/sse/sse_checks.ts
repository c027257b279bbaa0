import type { ApiClient } from "@/testing/api_client.ts";
import { ensure, equal } from "@/scripts/sse/expectation.ts";
import type { EventInbox, ReceivedEvent } from "@/testing/event_inbox.ts";
import { EventReader } from "@/testing/event_reader.ts";
import { delay, until } from "@/testing/until.ts";

/** One promise of the server; it throws where that is broken and may return a figure to show. */
export interface Check {
  name: string;
  /** Open mode makes no such promise. */
  notInOpenMode?: boolean;
  run(caller: ApiClient): Promise<string | void>;
}

/** docs/api.md: counts are right within 2 s, and a stream is gone from them within 1 s of its client. */
const COUNTED_MS = 2000;
const FORGOTTEN_MS = 1500;
const STREAMS = 3;

/** What is checked against a running server, in this order. */
export const CHECKS: Check[] = [
  { name: "a stream greets at once, with its position", run: greeting },
  { name: "an update reaches the stream as it was sent", run: update },
  { name: "updates come in order, each once", run: order },
  { name: "status tells the latest progress", run: status },
  { name: "an update with a wrong field is refused, naming it", run: refusal },
  { name: "who comes back gets exactly what was missed", run: reconnection },
  { name: "a position of no log is answered by a reset", run: unknownPosition },
  { name: "the WebSocket endpoint sends the same events", run: socket },
  { name: "another user's progress is out of reach", run: foreigner, notInOpenMode: true },
  { name: "connections are counted, and forgotten when they end", run: counts },
  { name: "cleanup resets open streams and leaves nothing", run: cleanup },
];

async function greeting(caller: ApiClient): Promise<string> {
  const start = performance.now();
  const response = await caller.fetch(caller.streamPath);
  await using stream = await EventReader.of(response);
  const event = await stream.one();
  const { headers } = response;
  equal(headers.get("content-type"), "text/event-stream; charset=utf-8", "content-type");
  equal(headers.get("cache-control"), "no-store, no-transform", "cache-control");
  equal(event.event, "connected", "the first event");
  equal(event.data.user_id, caller.user, "user_id");
  ensure(/^[\w.-]{1,64}$/.test(event.id ?? ""), `its id is ${event.id}`);
  ensure(stream.retry !== undefined, "no retry: before the first event");
  ensure(event.at - start < 1000, `it came after ${milliseconds(event.at - start)}`);
  return `first event after ${milliseconds(event.at - start)}`;
}

async function update(caller: ApiClient): Promise<string> {
  await using stream = await inStep(caller, caller.stream());
  const took: number[] = [];
  for (let i = 1; i <= 10; i++) {
    const start = performance.now();
    const update = { completed: i, total: 10, message: `step ${i}`, colour: "red" };
    const [event, id] = await Promise.all([stream.one(), post(caller, update)]);
    took.push(event.at - start);
    equal(event.id, id, "the event's id");
    equal(event.data.completed, i, "completed");
    equal(event.data.message, `step ${i}`, "message");
    equal(event.data.colour, "red", "a field of the sender's own");
    equal(event.data.batch_id, null, "batch_id");
  }
  return `POST to event: median ${milliseconds(took.toSorted((a, b) => a - b)[5])}`;
}

async function order(caller: ApiClient): Promise<string> {
  await using stream = await inStep(caller, caller.stream());
  const posts = Array.from({ length: 50 }, (_, i) => post(caller, { completed: i, total: 50 }));
  const ids = await Promise.all(posts);
  const events = await stream.take(ids.length);
  const seqs = events.map((event) => seqOf(event));
  ensure(seqs.every((seq, i) => seq === seqs[0] + i), `sequence ${seqs.join(" ")}`);
  equal(new Set(ids).size, ids.length, "different ids");
  ensure(events.every(({ id }) => ids.includes(id!)), "events came that nobody posted");
  return `${ids.length} at once`;
}

async function status(caller: ApiClient): Promise<void> {
  await post(caller, { completed: 4, total: 9, status: "processing", message: "four" });
  const { status, body } = await caller.call("GET", caller.statusPath);
  equal(status, 200, "the answer");
  equal(body?.user_id, caller.user, "user_id");
  const progress = body?.progress as Record<string, unknown>;
  equal(progress?.completed, 4, "completed");
  equal(progress?.message, "four", "message");
}

async function refusal(caller: ApiClient): Promise<void> {
  const { status, body } = await caller.call("POST", caller.progressPath, {
    completed: 5,
    total: 4,
  });
  equal(status, 422, "the answer");
  ensure(String(body?.detail).includes("completed"), "the answer doesn't name the field");
}

async function reconnection(caller: ApiClient): Promise<string> {
  const first = await inStep(caller, caller.stream());
  const last = await post(caller, { completed: 1, total: 4 });
  await first.one();
  await first.close();
  const missed = [];
  for (const completed of [2, 3, 4]) missed.push(await post(caller, { completed, total: 4 }));
  await using second = await caller.stream(last);
  const greeting = await second.one();
  equal(greeting.data.resumed, true, "resumed");
  equal(ids(await second.take(3)), missed.join(), "what was missed");
  const next = await post(caller, { completed: 4, total: 4, message: "live again" });
  equal((await second.one()).id, next, "the next event");
  return `${missed.length} events`;
}

async function unknownPosition(caller: ApiClient): Promise<void> {
  await using stream = await caller.stream("0123456789abcdef.7");
  const [event] = (await stream.until(({ event }) => event === "reset")).slice(-1);
  equal(event.data.reason, "unknown", "the reason");
  await using again = await caller.stream(event.id!);
  const greeting = await again.one();
  equal(greeting.event, "connected", "after a reset the position is good, so there");
  equal(greeting.data.resumed, true, "resumed");
}

async function socket(caller: ApiClient): Promise<string | void> {
  if (await socketsAreOff(caller)) return "it is off here";
  const first = await inStep(caller, caller.socket());
  await using stream = await inStep(caller, caller.stream());
  await first.one();
  for (const completed of [1, 2]) await post(caller, { completed, total: 5 });
  const sent = await stream.take(2);
  equal(signature(await first.take(2)), signature(sent), "its events");
  await first.close();
  for (const completed of [3, 4, 5]) await post(caller, { completed, total: 5 });
  await using second = await caller.socket(sent[1].id!);
  equal((await second.one()).data.resumed, true, "resumed");
  equal(signature(await second.take(3)), signature(await stream.take(3)), "after coming back, its");
}

/** Whether the server has no WebSocket endpoint, as in session mode unless WEBSOCKETS is on. */
async function socketsAreOff(caller: ApiClient): Promise<boolean> {
  const { body } = await caller.call("GET", `/api/v1/ws/progress/${caller.user}`);
  return body?.type === "urn:resume-screener:problem:websockets-off";
}

async function foreigner(caller: ApiClient): Promise<string | void> {
  const nobody = await fetch(caller.base + caller.statusPath);
  await nobody.body?.cancel();
  equal(nobody.status, 401, "without a session or token, the answer");
  const { status } = await caller.call("GET", "/api/v1/sse/progress/status/somebody-else");
  if (caller.via === "token" && status === 200) return "the token is an admin's";
  equal(status, 403, "for another user, the answer");
}

async function counts(caller: ApiClient): Promise<string> {
  const before = await resting(caller);
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => caller.stream()));
  const opened = performance.now();
  const isCounted = async () => await connections(caller) >= before + STREAMS;
  await until("the streams to be counted", isCounted, COUNTED_MS);
  const counted = performance.now();
  for (const stream of streams) await stream.close();
  const closed = performance.now();
  const isForgotten = async () => await connections(caller) <= before;
  await until("the streams to be forgotten", isForgotten, FORGOTTEN_MS);
  const forgotten = performance.now();
  return `after ${milliseconds(counted - opened)} and ${milliseconds(forgotten - closed)}`;
}

async function cleanup(caller: ApiClient): Promise<void> {
  await post(caller, { completed: 1, total: 2 });
  await using stream = await inStep(caller, caller.stream());
  await using socket = await socketsAreOff(caller) ? null : await inStep(caller, caller.socket());
  if (socket) await stream.one(); // What brought it in step.
  const { status, body } = await caller.call("DELETE", caller.progressPath);
  equal(status, 200, "the answer");
  ensure(Number((body?.deleted as Record<string, unknown>)?.events) > 0, "it deleted no events");
  for (const client of [stream, ...socket ? [socket] : []]) {
    const event = await client.one();
    equal(event.event, "reset", "the next event");
    equal(event.data.reason, "deleted", "the reason");
    equal(event.data.progress, null, "the progress");
  }
  const after = await caller.call("GET", caller.statusPath);
  equal(after.body?.progress, null, "the status afterwards");
  const again = await caller.call("DELETE", caller.progressPath);
  equal(again.status, 200, "deleting again");
}

/** The connection, when it has been greeted and nothing of before is on its way. */
async function inStep<T extends EventInbox>(caller: ApiClient, opening: Promise<T>): Promise<T> {
  const client = await opening;
  equal((await client.one()).event, "connected", "the first event");
  const id = await post(caller, { completed: 0, total: 1, message: "in step" });
  await client.until((event) => event.id === id);
  return client;
}

async function post(caller: ApiClient, update: Record<string, unknown>): Promise<string> {
  const { status, body } = await caller.call("POST", caller.progressPath, update);
  equal(status, 202, "the answer to a POST");
  return String(body?.id);
}

async function connections(caller: ApiClient): Promise<number> {
  const { status, body } = await caller.call("GET", "/api/v1/sse/connections/status");
  equal(status, 200, "the answer");
  return Number(body?.active_connections);
}

/** How many are open when those of the checks before are forgotten. */
async function resting(caller: ApiClient): Promise<number> {
  let lowest = await connections(caller);
  const deadline = performance.now() + FORGOTTEN_MS;
  while (lowest > 0 && performance.now() < deadline) {
    await delay(25);
    lowest = Math.min(lowest, await connections(caller));
  }
  return lowest;
}

function ids(events: ReceivedEvent[]): string {
  return events.map(({ id }) => id).join();
}

function seqOf({ id }: ReceivedEvent): number {
  return Number(id?.split(".")[1]);
}

function signature(events: ReceivedEvent[]): string {
  return JSON.stringify(events.map(({ event, id, data }) => [event, id, data]));
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
