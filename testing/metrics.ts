import { until } from "@/testing/until.ts";

/** What a server's metrics say, summed over all labels or those of one kind. */
export async function counted(base: string, metric: string, label = ""): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return text.split("\n")
    .filter((line) => line.split(/[ {]/)[0] === metric && line.includes(label))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** Waits until a server's workers have ended, or let go of, all that they have begun. */
export async function untilIdle(base: string): Promise<void> {
  await until("the workers to be idle", async () => {
    const finished = await counted(base, "jobs_finished_total");
    return await counted(base, "jobs_started_total") === finished;
  });
}
