import { assert, assertEquals } from "@std/assert";
import type { Caller } from "@/testing/api_client.ts";
import type { ServerProcess } from "@/testing/server_process.ts";
import type { Step } from "./_steps.ts";

/** A last step: SIGTERM says goodbye to open streams, and the process ends by itself. */
export async function assertDrains(server: ServerProcess, caller: Caller, step: Step) {
  await step("SIGTERM closes streams with a goodbye, and then the server ends", async () => {
    await using stream = await caller.stream();
    await using socket = await caller.socket();
    await Promise.all([stream.next(), socket.next()]);
    const ending = server.kill("SIGTERM");
    for (const client of [stream, socket]) {
      const event = await client.next();
      assertEquals(event.type, "closing");
      assert(Number(event.data.retry_ms) > 0);
    }
    await stream.ended;
    assertEquals(await socket.ended, 1001);
    // It would be 1 had it not been done before hosts kill.
    assertEquals((await ending).code, 0);
  });
}
