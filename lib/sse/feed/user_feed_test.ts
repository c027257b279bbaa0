import { assertEquals } from "@std/assert";
import { Semaphore } from "@/lib/async/semaphore.ts";
import type { LogEvent } from "@/lib/progress/log.ts";
import { UserFeed } from "@/lib/sse/feed/user_feed.ts";
import { Pacer } from "@/lib/sse/pacer.ts";
import { deaf, LogFixture } from "@/tests/log_fixture.ts";

Deno.test("UserFeed tells when an event was delivered that came while another was", async () => {
  await using at = await LogFixture.open();
  const told: number[] = [];
  const pacer = new Pacer();
  const feed = await UserFeed.open("u", {
    log: at.log,
    doorbells: deaf,
    pacer,
    replays: new Semaphore(1),
    onDelivered: (at) => told.push(at),
    onError: (error) => at.errors.push(error),
  });
  const head = await at.log.ensureHead("u");
  const offer = (nth: number) => {
    const seq = head.seq + nth;
    const event: LogEvent = {
      seq,
      type: "progress",
      data: new TextEncoder().encode("{}"),
      nonce: "",
      at: nth,
    };
    feed.offer({ ...head, seq }, [event]);
  };
  let passes = 0;
  feed.streams.add({ deliver: () => void (++passes === 1 && offer(2)) });
  offer(1);
  await pacer.idle;
  feed.stop();
  assertEquals([passes, told, at.errors], [2, [1, 2], []]);
});
