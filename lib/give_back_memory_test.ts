import { assert, assertEquals } from "@std/assert";
import { giveBackMemory } from "@/lib/give_back_memory.ts";

Deno.test("giveBackMemory collects what nobody holds", async () => {
  const left = new WeakRef({ of: "the last job" });
  // A WeakRef holds its target until the end of the turn that made it.
  await new Promise((resolve) => setTimeout(resolve, 0));
  giveBackMemory();
  assertEquals(left.deref(), undefined);
});

Deno.test({
  name: "giveBackMemory gives back what is free between what is not",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const kept = scatter();
    const full = Deno.memoryUsage().rss;
    await new Promise((resolve) => setTimeout(resolve, 0));
    giveBackMemory();
    const freed = full - Deno.memoryUsage().rss;
    assert(freed > COUNT * BYTES / 2, `${freed} of ${COUNT * BYTES} bytes`);
    assertEquals(kept.length, COUNT / 50);
  },
});

const COUNT = 1000;
/** Of one; more than twice as many would have pages of their own. */
const BYTES = 64 * 1024;

/** Fills as many pieces of memory, and returns the few that are still needed. */
function scatter(): Uint8Array[] {
  const all = Array.from({ length: COUNT }, () => new Uint8Array(BYTES).fill(1));
  return all.filter((_, i) => i % 50 === 0);
}
