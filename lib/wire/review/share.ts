/** What a link to a batch is to let others do. */
export interface ShareRequest {
  expires_in_hours: number;
  /** Whether names, contacts and the names of files are hidden. */
  blind: boolean;
  may_decide: boolean;
  /** Who it is for: decisions made by it are by `share:` and this. */
  label?: string | null;
}

/** A link to a batch, as its owner sees it. */
export interface ShareSummary {
  share_id: string;
  label: string | null;
  blind: boolean;
  may_decide: boolean;
  created_at: string;
  expires_at: string;
  /** Null while it stands. */
  revoked_at: string | null;
}

/** A new link; its address is told this once. */
export interface NewShare extends ShareSummary {
  url: string;
}

/** The links to a batch, oldest first: those that have ended are listed for a day more. */
export interface ShareList {
  shares: ShareSummary[];
}

/** Hours that a link may stand, the longest label in code points, and the largest request in bytes. */
export const SHARE_HOURS = { least: 1, most: 720 };
export const MAX_SHARE_LABEL = 80;
export const MAX_SHARE_BYTES = 8 * 1024;
/** Links to a batch that stand at one time, and with those that have ended. */
export const MAX_SHARES = 50;
export const MAX_SHARES_KEPT = 200;

/** The owner of a batch, to who sees it by a link: as user_id, and as who has decided. */
export const SHARED_USER = "shared";
export const SHARED_OWNER = "owner";
/** How the `by` of a decision begins that was made by a link; no user_id holds a colon. */
export const SHARE_MARK = "share:";

/** Where the page of a link is: what follows is its token, all that it takes to see the batch. */
export const SHARE_PAGE_PATH = "/shared/";
