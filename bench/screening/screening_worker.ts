/** Has resumes screened, in a thread of its own: what reads thousands of streams isn't delayed. */
import { ApiClient } from "@/testing/api_client.ts";
import { endsBatch, filesOf, send } from "@/bench/screening/resumes.ts";

/** What the thread is asked to do. */
export interface ScreeningOrder {
  url: string;
  paths: string[];
}

/** What it tells: that the first file has ended, and how many have been scored in the end. */
export type ScreeningNews = { began: true } | { scored: number };

async function screen({ url, paths }: ScreeningOrder): Promise<void> {
  const client = new ApiClient(url, "recruiter");
  await using stream = await client.stream();
  const sending = send(client, filesOf(paths));
  await stream.until(({ data }) => data.state === "done", 60_000);
  tell({ began: true });
  const [events] = await Promise.all([stream.until(endsBatch, 300_000), sending]);
  tell({ scored: Number(events.at(-1)!.data.successful_files) });
}

function tell(news: ScreeningNews): void {
  self.postMessage(news);
}

addEventListener("message", (event: Event) => {
  if (event instanceof MessageEvent) screen(event.data);
});
