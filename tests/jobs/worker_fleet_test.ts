import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { rounds } from "@/testing/thorough.ts";
import { killOneOfFour } from "@/tests/jobs/worker_fleet.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

// How long it takes is for `deno task soak:jobs`: here others run at the same time.
test("of four processes at work for one user one is killed: each file ends once", async () => {
  await killOneOfFour(rounds(40, 100));
});
