import { killOneOfFour } from "@/tests/jobs/worker_fleet.ts";

// How long it takes is for `deno task soak:jobs`: here others run at the same time.
Deno.test("of four processes at work for one user one is killed: each file ends once", async () => {
  await killOneOfFour(100);
});
