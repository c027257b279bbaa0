/** Asks a path again and again until it is told to stop, in a thread of its own; answers the delays. */

/** What the thread is asked to do. */
export interface ProbeOrder {
  url: string;
  /** From one answer to the next question, in milliseconds. */
  everyMs: number;
}

const delays: number[] = [];
let stopped = false;

async function probe({ url, everyMs }: ProbeOrder): Promise<void> {
  while (!stopped) {
    const asked = performance.now();
    const response = await fetch(url);
    await response.body?.cancel();
    delays.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  self.postMessage(delays);
}

addEventListener("message", (event: Event) => {
  if (!(event instanceof MessageEvent)) return;
  if (event.data === "stop") stopped = true;
  else probe(event.data);
});
