import { assert, assertEquals } from "@std/assert";
import type { ApiClient } from "@/testing/api_client.ts";
import type { ServerProcess } from "@/testing/server_process.ts";
import type { Step } from "./_steps.ts";

/** A last step: SIGTERM says goodbye to open streams, and the process ends by itself. */
export async function assertDrains(server: ServerProcess, caller: ApiClient, step: Step) {
  await step("SIGTERM closes streams with a goodbye, and then the server ends", async () => {
    await using stream = await caller.stream();
    await using socket = await caller.socket();
    await Promise.all([stream.one(), socket.one()]);
    const ending = server.kill("SIGTERM");
    for (const client of [stream, socket]) {
      const event = await client.one();
      assertEquals(event.event, "closing");
      assert(Number(event.data.retry_ms) > 0);
    }
    assertEquals([await stream.next(), await socket.next(), socket.code], [null, null, 1001]);
    // It would be 1 had it not been done before hosts kill.
    assertEquals((await ending).code, 0);
  });
}
