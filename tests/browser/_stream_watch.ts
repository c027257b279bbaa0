import type { Page } from "playwright-core";

/** What a page has of its stream, from its load on. */
export interface StreamWatch {
  /** Every event that a tab took, as it came, before anything is sorted out. */
  events: { type: string; id: string }[];
  /**
   * What the page said of the connection, each time that changed, and for how long in ms no event had come.
   * Time is counted by a timer of the page: one that gets no processor counts less of it.
   */
  states: { state: string; text: string; silentMs: number }[];
  /** Whether each `pageshow` found the page as it was left. */
  shows: boolean[];
}

/** Runs in the page before it is loaded: keeps a {@linkcode StreamWatch} in `streamWatch`. */
export function watchStream(): void {
  const watch: StreamWatch = { events: [], states: [], shows: [] };
  Object.assign(globalThis, { streamWatch: watch });
  addEventListener("pageshow", ({ persisted }) => watch.shows.push(persisted));
  let silentMs = 0;
  setInterval(() => silentMs += 100, 100);
  // Tabs dispatch what they get of each other, or of the server, themselves.
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event: Event): boolean {
    if (event instanceof MessageEvent) {
      watch.events.push({ type: event.type, id: event.lastEventId });
      silentMs = 0;
    }
    return dispatch.call(this, event);
  };
  const look = () => {
    const badge = document.querySelector<HTMLElement>(".connection");
    const { state = "" } = badge?.dataset ?? {};
    if (badge === null || watch.states.at(-1)?.state === state) return;
    watch.states.push({ state, text: badge.textContent ?? "", silentMs });
  };
  const how = { subtree: true, childList: true, attributes: true };
  new MutationObserver(look).observe(document, how);
}

/** What the page has seen of its stream so far. */
export function streamWatch(page: Page): Promise<StreamWatch> {
  return page.evaluate(() => (globalThis as unknown as { streamWatch: StreamWatch }).streamWatch);
}

/** Waits until the page has heard `count` keepalives more. */
export async function keepalives(page: Page, count: number): Promise<void> {
  await page.evaluate((count) => {
    const { events } = (globalThis as unknown as { streamWatch: StreamWatch }).streamWatch;
    const heard = () => events.filter(({ type }) => type === "keepalive").length;
    const wanted = heard() + count;
    return new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (heard() < wanted) return;
        clearInterval(timer);
        resolve();
      }, 50);
    });
  }, count);
}

/** The numbers of the events of the log, in the order in which they came. */
export function numbersOf({ events }: StreamWatch): number[] {
  return events.filter(({ type }) => type === "file" || type === "progress")
    .map(({ id }) => Number(id.split(".")[1]));
}
