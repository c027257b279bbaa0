import { assert } from "@std/assert";
import { Soak } from "@/tests/stream/soak.ts";

Deno.test("streams lose nothing while the server is killed and drained under them", async () => {
  const report = await Soak.run({ seconds: 9, users: 3, restartSeconds: 3, deleteSeconds: 1.5 });
  const { published, received, restarts, deletions, resets } = report;
  const figures = JSON.stringify(report);
  assert(published > 100 && received > 1000 && restarts > 1, figures);
  assert(deletions > 0 && resets > 0, figures);
});
