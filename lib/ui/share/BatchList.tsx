import { useEffect, useRef, useState } from "preact/hooks";
import { deleteBatch, renameBatch } from "@/lib/client/share/batch_calls.ts";
import {
  followBatches,
  type ListingQuery,
  listingSearch,
  readListing,
  withProgress,
} from "@/lib/client/share/batch_listing.ts";
import { useAlive } from "@/lib/ui/parts/use_alive.ts";
import type { BatchPage, BatchSummary } from "@/lib/wire/batch.ts";
import { MAX_TITLE_LENGTH } from "@/lib/wire/batch.ts";
import type { BatchStatus } from "@/lib/wire/batch_status.ts";
import { countsInWords } from "@/lib/wire/file_counts.ts";

const STATUS: Record<BatchStatus, string> = {
  queued: "Waiting",
  processing: "Running",
  completed: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
};

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });

/** The user's batches: renamed and deleted here, and followed where that is done elsewhere. */
export function BatchList(
  { userId, query, page, position }: {
    userId: string;
    query: ListingQuery;
    page: BatchPage;
    /** The log's, before the page was read; null where there was none. */
    position: string | null;
  },
) {
  const [{ batches, next_cursor }, setPage] = useState(page);
  const [problem, setProblem] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const alive = useAlive();
  const head = useRef<HTMLHeadingElement>(null);
  const renew = () => readListing(query).then(setPage, (error: Error) => setProblem(error.message));
  const shown = useRef(page);
  shown.current = { batches, next_cursor };
  const asked = useRef(new Set<string>());
  useEffect(() =>
    followBatches(userId, position, {
      onChange: () => void renew(),
      onProgress: (progress) => {
        const next = withProgress(shown.current, progress);
        if (next !== null) return setPage(next);
        // A new one belongs on the first page, and is asked about once; what came from outside is no batch.
        const { batch_id: id } = progress;
        if (id === null || query.cursor !== null || asked.current.has(id)) return;
        asked.current.add(id);
        void renew();
      },
    }), []);
  const act = (work: Promise<void>, words: string) => {
    setProblem(null);
    return work.then(renew).then(
      () => {
        setSaid(words);
        head.current?.focus();
      },
      (error: Error) => setProblem(error.message),
    );
  };
  return (
    <section class="card" aria-labelledby="batches-title">
      <h2 id="batches-title" ref={head} tabIndex={-1}>
        {query.q === "" ? "All batches" : `Batches matching "${query.q}"`}
      </h2>
      <p role="status" class="visually-hidden">{said}</p>
      {problem && <p role="alert">{problem}</p>}
      {batches.length === 0 && <p>No batches.</p>}
      <ul role="list" class="batch-list">
        {batches.map((batch) => (
          <BatchItem
            key={batch.batch_id}
            batch={batch}
            alive={alive}
            onRename={(title) => act(renameBatch(batch.batch_id, title), `Renamed to ${title}`)}
            onDelete={() => act(deleteBatch(batch.batch_id), `Deleted ${batch.title}`)}
          />
        ))}
      </ul>
      {next_cursor !== null && (
        <a class="button" href={`/batches${listingSearch({ ...query, cursor: next_cursor })}`}>
          Older batches
        </a>
      )}
    </section>
  );
}

interface ItemProps {
  batch: BatchSummary;
  alive: boolean;
  onRename: (title: string) => void;
  onDelete: () => void;
}

function BatchItem({ batch, alive, onRename, onDelete }: ItemProps) {
  const [doing, setDoing] = useState<"rename" | "delete" | null>(null);
  const { title } = batch;
  return (
    <li>
      <div class="what">
        <a href={`/batches/${encodeURIComponent(batch.batch_id)}`}>{title}</a>
        <p class="muted">{factsOf(batch)}</p>
      </div>
      {doing === null && (
        <div class="tools">
          <button
            type="button"
            class="button quiet"
            aria-label={`Rename ${title}`}
            disabled={!alive}
            onClick={() => setDoing("rename")}
          >
            Rename
          </button>
          <button
            type="button"
            class="button danger"
            aria-label={`Delete ${title}`}
            disabled={!alive}
            onClick={() => setDoing("delete")}
          >
            Delete
          </button>
        </div>
      )}
      {doing === "rename" && (
        <RenameForm
          title={title}
          onDone={(next) => {
            setDoing(null);
            if (next !== null && next !== title) onRename(next);
          }}
        />
      )}
      {doing === "delete" && (
        <div class="tools" role="group" aria-label={`Delete ${title}?`}>
          <p>Permanently delete this batch, its resumes and decisions? There is no undo.</p>
          <button type="button" class="button danger" onClick={onDelete}>Delete permanently</button>
          <button type="button" class="button" onClick={() => setDoing(null)}>Keep</button>
        </div>
      )}
    </li>
  );
}

function RenameForm(
  { title, onDone }: { title: string; onDone: (title: string | null) => void },
) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const next = field.current!.value.trim();
    if (next !== "") onDone(next);
  };
  return (
    <form class="tools" onSubmit={submit}>
      <input
        ref={field}
        aria-label="Name of the batch"
        defaultValue={title}
        maxLength={MAX_TITLE_LENGTH}
        required
      />
      <button type="submit" class="button primary">Save</button>
      <button type="button" class="button" onClick={() => onDone(null)}>Cancel</button>
    </form>
  );
}

function factsOf(batch: BatchSummary): string {
  const { failed_files: failed, cancelled_files: cancelled, refused_files: refused } = batch;
  const given = batch.total + refused - batch.unpacked_files;
  const scored = batch.successful_files - batch.unpacked_files;
  const kept = batch.expires_at === null
    ? []
    : [`kept until ${day.format(new Date(batch.expires_at))}`];
  return [
    STATUS[batch.status],
    countsInWords({ given, scored, failed, cancelled, refused }),
    ...batch.blind ? ["blind"] : [],
    `made ${day.format(new Date(batch.created_at))}`,
    ...kept,
  ].join(" · ");
}
