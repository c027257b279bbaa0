import { useEffect, useRef, useState } from "preact/hooks";
import { createShare, livingShares, revokeShare } from "@/lib/client/share/batch_calls.ts";
import { MAX_SHARE_LABEL, type NewShare, type ShareSummary } from "@/lib/wire/review/share.ts";

const LASTS: [hours: number, words: string][] = [
  [24, "1 day"],
  [72, "3 days"],
  [168, "1 week"],
  [720, "30 days"],
];

const when = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

interface ShareDialogProps {
  batchId: string;
  /** Whether the batch hides names from everybody. */
  batchBlind: boolean;
  onClose: () => void;
}

/** Makes links to a batch, and ends them. */
export function ShareDialog({ batchId, batchBlind, onClose }: ShareDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [shares, setShares] = useState<ShareSummary[]>([]);
  const [made, setMade] = useState<NewShare | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = (work: Promise<void>) => {
    setProblem(null);
    return work.then(() => livingShares(batchId)).then(
      setShares,
      (error: Error) => setProblem(error.message),
    );
  };
  useEffect(() => {
    dialog.current?.showModal();
    void attempt(Promise.resolve());
  }, []);
  const revoke = (id: string) => {
    if (made?.share_id === id) setMade(null);
    void attempt(revokeShare(batchId, id));
  };
  const create = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const label = String(form.get("label")).trim();
    void attempt(
      createShare(batchId, {
        expires_in_hours: Number(form.get("hours")),
        blind: form.has("blind"),
        may_decide: form.has("decide"),
        label: label === "" ? null : label,
      }).then(setMade),
    );
  };
  return (
    <dialog ref={dialog} class="share-dialog" aria-labelledby="share-title" onClose={onClose}>
      <h2 id="share-title">Share this batch</h2>
      <p class="muted">Anyone with the link can open it, without an account.</p>
      <form onSubmit={create}>
        <label>
          Who is it for? (optional)
          <input name="label" maxLength={MAX_SHARE_LABEL} autocomplete="off" />
        </label>
        <label>
          Link expires after
          <select name="hours">
            {LASTS.map(([hours, words]) => (
              <option key={hours} value={hours} selected={hours === 72}>{words}</option>
            ))}
          </select>
        </label>
        {!batchBlind && (
          <label class="switch">
            <input type="checkbox" name="blind" />
            Hide names and contact details
          </label>
        )}
        <label class="switch">
          <input type="checkbox" name="decide" />
          Can shortlist and reject
        </label>
        <button type="submit" class="button primary">Create link</button>
      </form>
      <div role="status">{made && <NewLink key={made.share_id} url={made.url} />}</div>
      {problem && <p class="share-problem" role="alert">{problem}</p>}
      {shares.length > 0 && <Links shares={shares} onRevoke={revoke} />}
      <form method="dialog">
        <button type="submit" class="button">Close</button>
      </form>
    </dialog>
  );
}

function NewLink({ url }: { url: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(url).then(() => setCopied(true), () => {});
  return (
    <div class="new-link">
      <label>
        Link created. Copy it now: it isn't shown again.
        <input readOnly value={url} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      {globalThis.navigator?.clipboard && (
        <button
          type="button"
          class="button"
          onClick={() => void copy()}
        >
          {copied ? "Link copied" : "Copy link"}
        </button>
      )}
    </div>
  );
}

function Links(
  { shares, onRevoke }: { shares: readonly ShareSummary[]; onRevoke: (id: string) => void },
) {
  return (
    <>
      <h3>Active links</h3>
      <ul role="list" class="links">
        {shares.map((share) => (
          <li key={share.share_id}>
            <span>
              <b>{share.label ?? "No name"}</b> {rightsOf(share)}, expires{" "}
              {when.format(new Date(share.expires_at))}
            </span>
            <button
              type="button"
              class="button danger"
              aria-label={`Revoke the link for ${share.label ?? "no name"}`}
              onClick={() => onRevoke(share.share_id)}
            >
              Revoke
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function rightsOf({ may_decide, blind }: ShareSummary): string {
  return `${may_decide ? "can decide" : "read only"}${blind ? ", blind" : ""}`;
}
