import { DIGITS } from "./event_mark.ts";
import type { Plan } from "./delivery.ts";
import type { PeerProcess } from "./peer_process.ts";

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
  try {
    for await (const event of progressEvents(url, position)) {
      if (event !== next) break;
      next += step;
      if (next >= end) break;
    }
  } catch (error) {
    // What did not come in time is missing in the count.
    if (!(error instanceof DOMException)) throw error;
  }
  return (next - plan.first - offset) / step;
}

/** The numbers in the `progress` events of a stream, until it is broken off. */
async function* progressEvents(url: string, lastEventId: string): AsyncGenerator<number> {
  const response = await fetch(url, {
    headers: { "last-event-id": lastEventId },
    signal: AbortSignal.timeout(REPLAY_MS),
  });
  if (!response.ok || !response.body) throw new Error(`Cannot resume "${url}": ${response.status}`);
  const mark = new RegExp(`~(\\d{${DIGITS}})`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      if (/^event: ?progress$/m.test(block)) yield Number(block.match(mark)?.[1]);
    }
  }
}
