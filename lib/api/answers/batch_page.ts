import { batchView } from "@/lib/api/answers/batch_view.ts";
import { folded } from "@/lib/wire/review/result_search.ts";
import type { Batch } from "@/lib/batches/batch.ts";
import type { Services } from "@/lib/services.ts";
import { type BatchPage, DEFAULT_TITLE } from "@/lib/wire/batch.ts";

/** Some of a user's batches whose titles have all words of `q`, newest first. */
export async function batchPage(
  { batches: store }: Pick<Services, "batches">,
  user: string,
  { limit, cursor = null, q = "" }: { limit: number; cursor?: string | null; q?: string },
): Promise<BatchPage> {
  const words = folded(q).split(/\s+/).filter((word) => word !== "");
  const isWanted = ({ title }: Batch) => {
    const text = folded(title ?? DEFAULT_TITLE);
    return words.every((word) => text.includes(word));
  };
  const batches = await store.list(user, limit + 1, cursor, isWanted);
  const page = batches.slice(0, limit);
  return {
    batches: page.map((batch) => batchView(batch)),
    next_cursor: batches.length > limit ? page.at(-1)!.id : null,
  };
}
