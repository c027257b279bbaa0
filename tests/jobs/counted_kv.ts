/** What was asked of a database. */
export interface Counts {
  commits: number;
  /** Of the commits, those that hold part of a blob. */
  blobCommits: number;
  reads: number;
  /** Records that were written without an expiry, by their table. */
  everlasting: Set<string>;
}

/** The same database, counting; `counts` may be set back at any time. */
export function countedKv(kv: Deno.Kv): { kv: Deno.Kv; counts: Counts } {
  const counts: Counts = { commits: 0, blobCommits: 0, reads: 0, everlasting: new Set() };
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
          if (!options?.expireIn) counts.everlasting.add(String(key[0]));
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
