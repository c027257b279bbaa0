import { LAST_EVENT_ID } from "@/lib/wire/stream_events.ts";
import type { ReceivedEvent } from "@/testing/event_inbox.ts";
import { EventReader } from "@/testing/event_reader.ts";
import type { Plan } from "@/bench/load/delivery.ts";
import type { PeerProcess } from "@/bench/peers/peer_process.ts";

/** Streams that resume at the same time. */
const AT_ONCE = 32;

/** How long one stream may take to bring what it missed. */
const REPLAY_MS = 10_000;

/** Resumes each topic from a position and counts the plan's events that come back, in order. */
export async function countReplayed(
  server: PeerProcess,
  plan: Plan,
  positions: string[],
): Promise<number> {
  let count = 0;
  const rest = plan.topics.entries();
  const resume = async () => {
    for (const [at, topic] of rest) {
      const url = `http://127.0.0.1:${server.port}${server.peer.streamPath(topic)}`;
      const replayed = await replayedOf(url, positions[at], plan, at);
      count += replayed;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, resume));
  return count;
}

async function replayedOf(
  url: string,
  position: string,
  plan: Plan,
  offset: number,
): Promise<number> {
  const step = plan.topics.length;
  let next = plan.first + offset;
  const end = plan.first + plan.events;
  const deadline = performance.now() + REPLAY_MS;
  const headers = { [LAST_EVENT_ID.header]: position };
  await using reader = await EventReader.of(await fetch(url, { headers }));
  while (next < end) {
    // What does not come in time is missing in the count.
    const event = await reader.next(deadline - performance.now()).catch(() => null);
    if (!event) break;
    if (event.event !== "progress") continue;
    if (numberOf(event) !== next) break;
    next += step;
  }
  return (next - plan.first - offset) / step;
}

/** The number that stands after an update's mark. */
function numberOf({ data }: ReceivedEvent): number {
  return Number(String(data.message).split("~")[1]);
}
