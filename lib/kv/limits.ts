/*
 * What Deno KV takes, as its runtime enforces it and as docs.deno.com/deploy/kv says. Whoever needs
 * less, takes less of these.
 */

/** Keys that one read answers for. */
export const KEYS_PER_READ = 10;
/** Keys that one watch rings for. */
export const KEYS_PER_WATCH = 10;
/** Entries that a list fetches at once. */
export const ENTRIES_PER_BATCH = 500;
/** Checks of one commit over KV Connect; an embedded database takes a hundred. */
export const CHECKS_PER_COMMIT = 10;
/** Writes and deletions of one commit. */
export const MUTATIONS_PER_COMMIT = 1000;
/** Bytes of one commit, keys and values. */
export const BYTES_PER_COMMIT = 800 * 1024;
/** Bytes of one value as it is stored: what a structure takes comes on top of what is in it. */
export const BYTES_PER_VALUE = 64 * 1024;
/** Watches over one remote handle: more than 200 hang it, and these are well below. */
export const WATCHES_PER_HANDLE = 150;
