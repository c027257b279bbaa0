import { useRecentBatches } from "@/lib/client/batch/use_recent_batches.ts";
import { countOf } from "@/lib/client/format.ts";
import { RecentBatches } from "@/lib/ui/batch/RecentBatches.tsx";
import { Notice } from "@/lib/ui/parts/Notice.tsx";

/** A batch that can't be shown, why, and what is left to do. */
export function GoneBatch(
  { message, kept = 0, onAgain }: {
    message: string;
    /** How many resumes the page still holds. */
    kept?: number;
    onAgain?: () => void;
  },
) {
  const recent = useRecentBatches();
  return (
    <>
      <Notice>
        <p id="batch-title" tabIndex={-1}>{message}</p>
        {kept > 0
          ? (
            <button type="button" class="button" onClick={onAgain}>
              Screen the same {countOf(kept, "resume")} again
            </button>
          )
          : <a class="button" href="/">Screen resumes</a>}
      </Notice>
      <RecentBatches batches={recent} />
    </>
  );
}
