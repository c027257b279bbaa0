import { SHARE_MARK, type ShareSummary } from "@/lib/wire/review/share.ts";

/** A link by which whoever has it sees one batch, and maybe decides. */
export interface Share {
  id: string;
  /** Whose batch it is. */
  user: string;
  batch: string;
  /** Who it is for. */
  label: string | null;
  blind: boolean;
  /** Whether that hides schools too: it does where the batch itself hides them. */
  blindSchools?: boolean;
  mayDecide: boolean;
  /** SHA-256 of its token, in hex: the token itself is nowhere. */
  hash: string;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

/** Whether the link stands at `now`. */
export function isLiving({ revokedAt, expiresAt }: Share, now: Date): boolean {
  return revokedAt === null && now.getTime() < Date.parse(expiresAt);
}

/** As whom it decides. */
export function deciderOf({ label, id }: Share): string {
  return SHARE_MARK + (label ?? id);
}

/** A link as its owner sees it. */
export function shareView(share: Share): ShareSummary {
  return {
    share_id: share.id,
    label: share.label,
    blind: share.blind,
    may_decide: share.mayDecide,
    created_at: share.createdAt,
    expires_at: share.expiresAt,
    revoked_at: share.revokedAt,
  };
}
