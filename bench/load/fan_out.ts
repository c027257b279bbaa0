import { Delivery } from "@/bench/load/delivery.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";
import { publish } from "@/bench/load/publish.ts";
import { countReplayed } from "@/bench/load/replay.ts";
import { StreamClient, type StreamOptions } from "@/bench/load/stream_client.ts";

/** What is sent to whom. */
export interface FanOut {
  topics: number;
  streamsPerTopic: number;
  events: number;
  /** Events a second over all topics; 0 sends the next when the last was answered. */
  rate: number;
  /** Keep-alive connections of the publisher; a topic stays on one. */
  connections?: number;
  /** False leaves out the kill and the replay, for warming up. */
  replay?: boolean;
  /** Bytes that an event has in addition. */
  payloadBytes?: number;
  /** Whether the streams come compressed. */
  gzip?: boolean;
}

/** What came of it. */
export interface FanOutResult {
  delivery: Delivery;
  /** Events lost, doubled or out of order. */
  faults: number;
  /** Bytes of all streams since their greetings, as they came. */
  bytes: number;
  /** Events that came back after kill -9 and restart; only of a peer that keeps a log. */
  replayed?: number;
}

/** How long the last event may take after all were published. */
const SETTLE_MS = 30_000;

const CREATED_AT_ONCE = 32;

let topicsMade = 0;
let eventsMade = 0;

/** Opens the streams of new topics, publishes, waits for every receipt, and checks the log. */
export async function fanOut(server: PeerProcess, load: FanOut): Promise<FanOutResult> {
  const topics = Array.from({ length: load.topics }, () => `bench${++topicsMade}`);
  const { events, rate, payloadBytes } = load;
  const plan = { first: eventsMade, events, topics, rate, payloadBytes };
  eventsMade += events;
  const streams = await openStreams(server, topics, load.streamsPerTopic, { gzip: load.gzip });
  const delivery = new Delivery(plan, load.streamsPerTopic);
  const replay = server.peer.durable && load.replay !== false;
  const positions = server.peer.durable ? await greeted(streams, load.streamsPerTopic) : [];
  streams.forEach((stream, at) => {
    stream.count(delivery, plan.first + Math.floor(at / load.streamsPerTopic));
  });
  const refused = await publish(server, delivery, load.connections ?? 1);
  if (refused > 0) throw new Error(`Cannot publish to "${server.peer.name}": ${refused} refused`);
  await delivery.settle(SETTLE_MS);
  for (const stream of streams) stream[Symbol.dispose]();
  const bytes = streams.reduce((sum, stream) => sum + stream.bytes, 0);
  const result = { delivery, faults: delivery.faults, bytes };
  if (!replay) return result;
  await server.crash();
  return { ...result, replayed: await countReplayed(server, plan, positions) };
}

/** All streams of all topics at once, those of one topic beside each other. */
export async function openStreams(
  server: PeerProcess,
  topics: string[],
  streamsPerTopic: number,
  options: StreamOptions = {},
): Promise<StreamClient[]> {
  const { port, peer } = server;
  if (peer.createTopic) {
    const rest = topics.values();
    const create = async () => {
      for (const topic of rest) await peer.createTopic!(port, topic);
    };
    await Promise.all(Array.from({ length: CREATED_AT_ONCE }, create));
  }
  const paths = topics.flatMap((topic) => Array(streamsPerTopic).fill(topic))
    .map((topic) => peer.streamPath(topic));
  return await Promise.all(paths.map((path) => StreamClient.open(port, path, options)));
}

/** Waits for the greeting of each stream; answers where each topic's log stood. */
async function greeted(streams: StreamClient[], streamsPerTopic: number): Promise<string[]> {
  const deadline = AbortSignal.timeout(10_000);
  while (streams.some((stream) => stream.position === undefined)) {
    deadline.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return streams.filter((_, at) => at % streamsPerTopic === 0).map((stream) => stream.position!);
}
