import { assertEquals } from "@std/assert";
import type { Doorbells } from "@/lib/kv/doorbells.ts";
import type { Share } from "@/lib/shares/share.ts";
import { ShareWatch } from "@/lib/shares/share_watch.ts";
import { deleteBatch } from "@/lib/batches/deletion/delete_batch.ts";
import { carryDeletion } from "@/lib/batches/deletion/carry_deletion.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";

const USER = "ann";
const REQUEST = { expires_in_hours: 1, blind: false, may_decide: false };

async function shared(fixture: JobFixture) {
  const { batch } = await fixture.batch(USER, 1);
  const { share } = await fixture.shares.create(USER, batch, REQUEST);
  return { batch, share };
}

Deno.test("ShareWatch tells all who follow a link that it was revoked by another process", async () => {
  await using fixture = await JobFixture.open();
  await using other = await JobFixture.open({ database: fixture.database });
  const { batch, share } = await shared(fixture);
  const ended: string[] = [];
  const all = Promise.withResolvers<void>();
  for (const name of ["a", "b"]) {
    const stop = fixture.shareWatch.follow(share, () => {
      ended.push(name);
      stop();
      if (ended.length === 2) all.resolve();
    });
  }
  const left = fixture.shareWatch.follow(share, () => ended.push("left before"));
  left();
  await other.shares.revoke(USER, batch, share.id);
  await all.promise;
  assertEquals(ended.toSorted(), ["a", "b"]);
});

Deno.test("ShareWatch tells of a link that had ended before, and of one whose batch is deleted", async () => {
  await using fixture = await JobFixture.open();
  const { batch, share } = await shared(fixture);
  const gone = Promise.withResolvers<void>();
  using _ = { [Symbol.dispose]: fixture.shareWatch.follow(share, gone.resolve) };
  await deleteBatch(fixture.writer, USER, batch);
  await using lease = await fixture.claim(USER);
  await carryDeletion(lease!, new AbortController().signal, fixture);
  await gone.promise;
  const before = Promise.withResolvers<void>();
  using __ = {
    [Symbol.dispose]: new ShareWatch(fixture.database.doorbells).follow(share, before.resolve),
  };
  await before.promise;
});

Deno.test("ShareWatch tells who comes while others have still to leave", async () => {
  let ring: Parameters<Doorbells["subscribe"]>[1] = () => {};
  const watch = new ShareWatch({
    subscribe: (_key, given) => {
      ring = given;
      return () => {};
    },
  });
  const share = { id: "s", user: USER, batch: "b", revokedAt: null } as Share;
  const told: string[] = [];
  watch.follow(share, () => told.push("first"));
  ring(
    { value: { ...share, revokedAt: "2026-01-01T00:00:00.000Z" } } as Parameters<typeof ring>[0],
  );
  watch.follow(share, () => told.push("second"));
  watch.follow(share, () => told.push("left at once"))();
  await Promise.resolve();
  assertEquals(told, ["first", "second"]);
});

Deno.test("ShareWatch watches a link once, as long as somebody follows", () => {
  const subscribed: string[] = [];
  const watch = new ShareWatch({
    subscribe: (key) => {
      subscribed.push(`+${String(key.at(-1))}`);
      return () => subscribed.push(`-${String(key.at(-1))}`);
    },
  });
  const share = { id: "s", user: USER, batch: "b" } as Parameters<ShareWatch["follow"]>[0];
  const [first, second] = [watch.follow(share, () => {}), watch.follow(share, () => {})];
  first();
  first();
  assertEquals(subscribed, ["+s"]);
  second();
  watch.follow(share, () => {});
  assertEquals(subscribed, ["+s", "-s", "+s"]);
});
