/** What was asked of a database. */
export interface Counts {
  commits: number;
  /** Of the commits, those that hold part of a blob. */
  blobCommits: number;
  reads: number;
  /** Records that were written without an expiry, by their table. */
  everlasting: Set<string>;
  /** The shortest time for which anything was written, by its table, in milliseconds. */
  shortestMs: Map<string, number>;
}

/** The same database, counting; `counts` may be set back at any time. */
export function countedKv(kv: Deno.Kv): { kv: Deno.Kv; counts: Counts } {
  const counts: Counts = {
    commits: 0,
    blobCommits: 0,
    reads: 0,
    everlasting: new Set(),
    shortestMs: new Map(),
  };
  const counted = new Proxy(kv, {
    get(target, name) {
      if (name === "atomic") return () => countedOperation(target.atomic(), counts);
      if (name === "get" || name === "getMany" || name === "list") counts.reads++;
      if (name === "set" || name === "delete") counts.commits++;
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { kv: counted, counts };
}

function countedOperation(operation: Deno.AtomicOperation, counts: Counts): Deno.AtomicOperation {
  let hasBlob = false;
  const counted: Deno.AtomicOperation = new Proxy(operation, {
    get(target, name) {
      if (name === "commit") {
        return () => {
          counts.commits++;
          if (hasBlob) counts.blobCommits++;
          return target.commit();
        };
      }
      if (name === "set") {
        return (key: Deno.KvKey, value: unknown, options?: { expireIn?: number }) => {
          hasBlob ||= key[0] === "blob_chunks";
          const table = String(key[0]);
          if (!options?.expireIn) counts.everlasting.add(table);
          const before = counts.shortestMs.get(table) ?? Infinity;
          counts.shortestMs.set(table, Math.min(before, options?.expireIn ?? Infinity));
          target.set(key, value, options);
          return counted;
        };
      }
      const value = Reflect.get(target, name, target);
      return (...args: unknown[]) => {
        Reflect.apply(value, target, args);
        return counted;
      };
    },
  });
  return counted;
}
