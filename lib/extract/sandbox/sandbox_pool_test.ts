import { assertEquals } from "@std/assert";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { decodeReply } from "@/lib/extract/sandbox/reply.ts";
import { type SandboxCheckout, SandboxPool } from "@/lib/extract/sandbox/sandbox_pool.ts";
import { SandboxSource } from "@/lib/extract/sandbox/sandbox_source.ts";
import { until } from "@/testing/until.ts";

const SOURCE = new SandboxSource("process");

const CLOSED = 'Cannot check out "sandbox": closed';

async function read({ sandbox }: SandboxCheckout, text: string): Promise<string> {
  const request = encodeMessage({ kind: "txt", screening: null }, new TextEncoder().encode(text));
  return decodeReply(await sandbox.exchange(request)).text;
}

Deno.test("SandboxPool ends sandboxes without work, keeps one, starts others again, and waits for those that end when it is closed", async () => {
  const rested = Promise.withResolvers<void>();
  await using pool = new SandboxPool(SOURCE, 2, { idleMs: 1, onRest: rested.resolve });
  await pool.warm();
  await rested.promise;
  assertEquals(pool.running, 1);

  const checkouts = await Promise.all([pool.checkOut(), pool.checkOut()]);
  assertEquals(pool.running, 2);
  const texts = await Promise.all(checkouts.map((checkout, at) => read(checkout, `Ada ${at}`)));
  assertEquals(texts, ["Ada 0", "Ada 1"]);
  await Promise.all(checkouts.map(({ checkIn }) => checkIn(true)));
  await until("one to be kept", () => pool.running === 1);

  await pool[Symbol.asyncDispose]();
  assertEquals(await pool.checkOut().catch(({ message }) => message), CLOSED);
});

Deno.test("SandboxPool ends none that is at work, and uses none again that was killed, though it had answered", async () => {
  let rests = 0;
  await using pool = new SandboxPool(SOURCE, 2, { idleMs: 1, onRest: () => rests++ });
  const [busy, other] = await Promise.all([pool.checkOut(), pool.checkOut()]);
  await other.checkIn(true);
  await until("the other to end", () => pool.running === 1);
  assertEquals(rests, 0);
  assertEquals(await read(busy, "Ada"), "Ada");
  await busy.checkIn(true);
  await until("it to rest", () => rests === 1);
  // It is the same one that goes on.
  const again = await pool.checkOut();
  assertEquals([again.sandbox, again.documents], [busy.sandbox, 2]);

  assertEquals(await read(again, "Ada"), "Ada");
  again.kill();
  await again.checkIn(true);
  const next = await pool.checkOut();
  assertEquals(await read(next, "Grace"), "Grace");
  await next.checkIn(true);
});
