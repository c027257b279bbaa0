import { assertEquals } from "@std/assert";
import { giveBackMemory } from "@/lib/give_back_memory.ts";

Deno.test("giveBackMemory collects what nobody holds", async () => {
  const left = new WeakRef({ of: "the last job" });
  // A WeakRef holds its target until the end of the turn that made it.
  await new Promise((resolve) => setTimeout(resolve, 0));
  giveBackMemory();
  assertEquals(left.deref(), undefined);
});
