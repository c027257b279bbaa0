import { assert } from "@std/assert";
import { rounds } from "@/testing/thorough.ts";
import { Soak } from "@/tests/stream/delivery/soak.ts";

Deno.test("streams lose nothing while the server is killed and drained under them", async () => {
  const options = { users: rounds(2, 3), restartSeconds: rounds(2, 3), deleteSeconds: 1.5 };
  const report = await Soak.run({ seconds: rounds(3, 8), restarts: 2, ...options });
  const { published, received, resets } = report;
  assert(published > 0 && received > published && resets > 0, JSON.stringify(report));
});
