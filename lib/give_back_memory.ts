import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { collectGarbage } from "@/lib/async/collect_garbage.ts";
import { trimMemory } from "@/lib/async/malloc.ts";

/** In a heap of so many bytes a collection takes less than 0.1 s. */
const MAX_COLLECTED_BYTES = 128 * 1024 * 1024;

/**
 * Collects the server's garbage, which V8 keeps until there is more of it: 20 MB after a start; and
 * gives back what is free outside of V8's heap. Only when it is at rest, as it stops everything for up
 * to 0.1 s; a larger heap, that of many streams, stays.
 */
export function giveBackMemory(): void {
  if (Deno.memoryUsage().heapUsed > MAX_COLLECTED_BYTES) return;
  setFlagsFromString("--expose-gc");
  // Only new contexts have it then; it collects for all.
  Object.assign(globalThis, { gc: runInNewContext("gc") });
  collectGarbage();
  trimMemory();
}
