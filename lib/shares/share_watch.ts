import type { Doorbells } from "@/lib/kv/doorbells.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Share } from "@/lib/shares/share.ts";

interface Watched {
  /** It has rung for the last time; some follow still, whose last event isn't taken yet. */
  isOver: boolean;
  onEnd: Set<() => void>;
  stop: () => void;
}

/**
 * Tells those who follow a batch by a link that it was revoked, or is gone, whichever process did that.
 * Each link is watched once, however many follow.
 */
export class ShareWatch {
  readonly #doorbells: Pick<Doorbells, "subscribe">;
  readonly #watched = new Map<string, Watched>();

  constructor(doorbells: Pick<Doorbells, "subscribe">) {
    this.#doorbells = doorbells;
  }

  /** Calls `onEnd` once the link is no more, at once where it was ended already; returns what ends the watch. */
  follow({ id, user, batch }: Share, onEnd: () => void): () => void {
    const watched = this.#watched.getOrInsertComputed(id, () => {
      const watched: Watched = { isOver: false, onEnd: new Set(), stop: () => {} };
      watched.stop = this.#doorbells.subscribe(keys.share(user, batch, id), ({ value }) => {
        const share = value as Share | null;
        watched.isOver = share === null || share.revokedAt !== null;
        if (watched.isOver) { for (const end of [...watched.onEnd]) end(); }
      });
      return watched;
    });
    watched.onEnd.add(onEnd);
    if (watched.isOver) queueMicrotask(() => watched.onEnd.has(onEnd) && onEnd());
    return () => {
      if (!watched.onEnd.delete(onEnd) || watched.onEnd.size > 0) return;
      watched.stop();
      this.#watched.delete(id);
    };
  }
}
