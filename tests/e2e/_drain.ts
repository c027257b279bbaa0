import { assert, assertEquals } from "@std/assert";
import type { Caller } from "@/scripts/caller.ts";
import type { ServerProcess } from "@/tests/server_process.ts";
import type { Step } from "./_steps.ts";

/** Hosts kill 5 s after SIGTERM; without work there is no reason to take a second. */
const PROMPT_MS = 1500;

/** A last step: SIGTERM says goodbye to open streams and ends the process promptly. */
export async function assertDrains(server: ServerProcess, caller: Caller, step: Step) {
  await step("SIGTERM closes streams with a goodbye and ends the server at once", async () => {
    await using stream = await caller.stream();
    await using socket = await caller.socket();
    await Promise.all([stream.next(), socket.next()]);
    const start = performance.now();
    const ending = server.kill("SIGTERM");
    for (const client of [stream, socket]) {
      const event = await client.next();
      assertEquals(event.type, "closing");
      assert(Number(event.data.retry_ms) > 0);
    }
    await stream.ended;
    assertEquals(await socket.ended, 1001);
    assertEquals((await ending).code, 0);
    const took = performance.now() - start;
    assert(took < PROMPT_MS, `it took ${Math.round(took)} ms`);
  });
}
