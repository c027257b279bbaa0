import { ulid } from "ulid";
import type { Batch } from "@/lib/batches/batch.ts";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { addLine } from "@/lib/record/record_chain.ts";
import type { RecordEntry } from "@/lib/wire/review/record_line.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Store } from "@/lib/kv/store.ts";
import type { LogTransaction } from "@/lib/progress/log_transaction.ts";
import type { LogWriter } from "@/lib/progress/log_writer.ts";
import { isLiving, type Share } from "@/lib/shares/share.ts";
import { ShareEndedError, ShareLimitError, ShareNotFoundError } from "@/lib/shares/share_errors.ts";
import { hashOf, newToken } from "@/lib/shares/share_token.ts";
import { MAX_SHARES, MAX_SHARES_KEPT, type ShareRequest } from "@/lib/wire/review/share.ts";

/** Where a share is. */
interface Whereabouts {
  user: string;
  batch: string;
  share: string;
}

const HOUR_MS = 3_600_000;
/** So long it is said of a link that it has ended, in milliseconds; then it is not known any more. */
const REMEMBERED_MS = 24 * HOUR_MS;

/** The links by which others see batches. */
export class Shares {
  readonly #store: Store;
  readonly #writer: LogWriter;

  constructor(store: Store, writer: LogWriter) {
    this.#store = store;
    this.#writer = writer;
  }

  /**
   * Makes a link to a batch. Its token is returned, and kept nowhere.
   *
   * @throws {BatchNotFoundError}
   * @throws {ShareLimitError}
   */
  async create(
    user: string,
    batch: string,
    request: ShareRequest,
    by: string = user,
  ): Promise<{ share: Share; token: string }> {
    const token = newToken();
    const hash = hashOf(token)!;
    const id = ulid();
    const { value: share } = await this.#writer.append(user, async (tx) => {
      const { expiresAt } = await requireBatch(tx, user, batch);
      const now = new Date();
      const others = await sharesIn(tx, user, batch);
      const living = others.filter((share) => isLiving(share, now)).length;
      if (living >= MAX_SHARES) throw new ShareLimitError(living);
      if (others.length >= MAX_SHARES_KEPT) throw new ShareLimitError(others.length);
      const lastsMs = request.expires_in_hours * HOUR_MS;
      const share: Share = {
        id,
        user,
        batch,
        label: request.label ?? null,
        blind: request.blind,
        mayDecide: request.may_decide,
        hash,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + lastsMs).toISOString(),
        revokedAt: null,
      };
      write(tx, share, now);
      tx.appendBatch({ batch_id: batch, change: "shared" });
      await addLine(tx, { user, batch, expiresAt }, by, sharedEntry(share));
      return share;
    });
    return { share, token };
  }

  /**
   * The links to a batch, oldest first, with those that have ended a day ago or less.
   *
   * @throws {BatchNotFoundError}
   */
  async list(user: string, batch: string): Promise<Share[]> {
    const { value } = await this.#store.get(keys.batch(user, batch));
    if (!value) throw new BatchNotFoundError(batch);
    const found = this.#store.list<Share>({ prefix: keys.share.prefix(user, batch) });
    return (await Array.fromAsync(found)).map(({ value }) => value);
  }

  /**
   * Ends a link. Again it changes nothing.
   *
   * @throws {ShareNotFoundError}
   */
  async revoke(user: string, batch: string, id: string, by: string = user): Promise<Share> {
    const { value } = await this.#writer.append(user, async (tx) => {
      const share = await tx.peek<Share>(keys.share(user, batch, id));
      const shared = share && await tx.peek<Batch>(keys.batch(user, batch));
      if (!shared) throw new ShareNotFoundError();
      if (share.revokedAt !== null) return share;
      const now = new Date();
      const revoked = { ...share, revokedAt: now.toISOString() };
      write(tx, revoked, now);
      tx.appendBatch({ batch_id: batch, change: "shared" });
      const place = { user, batch, expiresAt: shared.expiresAt };
      await addLine(tx, place, by, { kind: "revoked", share_id: id });
      return revoked;
    });
    return value;
  }

  /**
   * The link that a token opens.
   *
   * @throws {ShareNotFoundError} it is none's, or the batch is gone
   * @throws {ShareEndedError}
   */
  async open(token: string): Promise<Share> {
    const hash = hashOf(token);
    const place = hash && (await this.#store.get<Whereabouts>(keys.shareByToken(hash))).value;
    if (!place) throw new ShareNotFoundError();
    const { user, batch } = place;
    const [{ value: share }, { value: shared }] = await this.#store.getMany<[Share, Batch]>([
      keys.share(user, batch, place.share),
      keys.batch(user, batch),
    ]);
    if (share?.hash !== hash || !shared) throw new ShareNotFoundError();
    if (share.revokedAt !== null) throw new ShareEndedError("revoked");
    if (!isLiving(share, new Date())) throw new ShareEndedError("expired");
    // What is hidden of its owner is hidden of all.
    const { blind = null } = shared;
    return blind ? { ...share, blind: true, blindSchools: blind.schools } : share;
  }
}

function write(tx: LogTransaction, share: Share, now: Date): void {
  const { user, batch, id, hash } = share;
  const keep = { expireIn: Date.parse(share.expiresAt) + REMEMBERED_MS - now.getTime() };
  tx.set(keys.share(user, batch, id), share, keep);
  tx.set(keys.shareByToken(hash), { user, batch, share: id } satisfies Whereabouts, keep);
}

async function requireBatch(tx: LogTransaction, user: string, batch: string): Promise<Batch> {
  const found = await tx.peek<Batch>(keys.batch(user, batch));
  if (!found) throw new BatchNotFoundError(batch);
  return found;
}

function sharedEntry({ id, label, blind, mayDecide, expiresAt }: Share): RecordEntry {
  return {
    kind: "shared",
    share_id: id,
    label,
    blind,
    may_decide: mayDecide,
    expires_at: expiresAt,
  };
}

async function sharesIn(tx: LogTransaction, user: string, batch: string): Promise<Share[]> {
  const found = await tx.list<Share>(keys.share.prefix(user, batch), MAX_SHARES_KEPT);
  return found.map(({ value }) => value);
}
