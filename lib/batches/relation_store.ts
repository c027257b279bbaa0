import { type Relations, relationsOf, type StoredLikeness } from "@/lib/batches/duplicates.ts";
import { LruCache } from "@/lib/cache/lru_cache.ts";
import { keys } from "@/lib/kv/keys.ts";
import { ENTRIES_PER_BATCH } from "@/lib/kv/limits.ts";
import type { Store } from "@/lib/kv/store.ts";

/** Batches that are remembered: a page of results follows the other. */
const REMEMBERED = 8;

/** Which files of a batch belong together. */
export class RelationStore {
  readonly #store: Store;
  /** By the batch as it was: each file's end rewrites it in the commit that adds the file's likeness. */
  readonly #remembered = new LruCache<string, Map<string, Relations>>(REMEMBERED);

  constructor(store: Store) {
    this.#store = store;
  }

  /** Of the batch's scored files those that belong with others. */
  async of(user: string, batch: string): Promise<Map<string, Relations>> {
    const { versionstamp } = await this.#store.get(keys.batch(user, batch));
    const version = JSON.stringify([user, batch, versionstamp]);
    const known = this.#remembered.get(version);
    if (known) return known;
    const relations = relationsOf(await this.#likenesses(user, batch));
    this.#remembered.set(version, relations);
    return relations;
  }

  /** In the order in which the files came. */
  async #likenesses(user: string, batch: string): Promise<[string, StoredLikeness][]> {
    const prefix = keys.likeness.prefix(user, batch);
    const found: [string, StoredLikeness][] = [];
    const options = { batchSize: ENTRIES_PER_BATCH };
    for await (const { key, value } of this.#store.list<StoredLikeness>({ prefix }, options)) {
      const [, , id] = keys.likeness.parse(key);
      found.push([id, value]);
    }
    return found;
  }
}
