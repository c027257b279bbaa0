/** Where a page that is left while it sends writes who it was, for the page that comes after it. */
const STORED = "upload-sender";

/** Under which id the page before this one was sending when it was left, such as by a reload, and where to. */
export interface FormerSender {
  id: string;
  batchId: string;
}

/**
 * The sender that this page takes the place of, once; null where there is none. A duplicate of a tab
 * that goes on sending finds none: that tab has not been left.
 */
export function takeFormerSender(): FormerSender | null {
  try {
    const stored = sessionStorage.getItem(STORED);
    sessionStorage.removeItem(STORED);
    const [id, batchId] = stored?.split(" ") ?? [];
    return id && batchId ? { id, batchId } : null;
  } catch {
    // Some browsers forbid storage.
    return null;
  }
}

/** Leaves the id to the page after this one, for as long as the function returned is not called. */
export function keepSenderId(id: string, batchId: () => string | null): () => void {
  const keep = () => {
    const batch = batchId();
    try {
      if (batch !== null) sessionStorage.setItem(STORED, `${id} ${batch}`);
    } catch {
      // As above: the batch says for a minute that another tab is sending.
    }
  };
  globalThis.addEventListener?.("pagehide", keep);
  return () => globalThis.removeEventListener?.("pagehide", keep);
}
