import { assert } from "@std/assert";
import { Soak } from "@/tests/stream/delivery/soak.ts";

Deno.test("streams lose nothing while the server is killed and drained under them", async () => {
  const options = { users: 3, restartSeconds: 3, deleteSeconds: 1.5 };
  const report = await Soak.run({ seconds: 8, restarts: 2, ...options });
  const { published, received, resets } = report;
  assert(published > 0 && received > published && resets > 0, JSON.stringify(report));
});
