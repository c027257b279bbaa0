import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { BatchNotFoundError } from "@/lib/batches/batch_errors.ts";
import { deleteBatch } from "@/lib/batches/deletion/delete_batch.ts";
import { keys } from "@/lib/kv/keys.ts";
import type { Share } from "@/lib/shares/share.ts";
import { ShareEndedError, ShareLimitError, ShareNotFoundError } from "@/lib/shares/share_errors.ts";
import { shareRequest } from "@/lib/shares/share_input.ts";
import { hashOf, newToken } from "@/lib/shares/share_token.ts";
import { JobFixture } from "@/tests/jobs/job_fixture.ts";
import { MAX_SHARES, MAX_SHARES_KEPT } from "@/lib/wire/review/share.ts";

const USER = "ann";
const REQUEST = { expires_in_hours: 2, blind: false, may_decide: true };

Deno.test("create makes a link that its token opens, and keeps the token nowhere", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const { share, token } = await fixture.shares.create(USER, batch, { ...REQUEST, label: "Bea" });
  assertMatch(token, /^[A-Za-z0-9_-]{43}$/);
  assertEquals(await fixture.shares.open(token), share);
  assertEquals(Date.parse(share.expiresAt) - Date.parse(share.createdAt), 2 * 3_600_000);
  assertEquals(await fixture.shares.list(USER, batch), [share]);
  const stored = await Array.fromAsync(fixture.store.list({ prefix: [] }));
  assert(!Deno.inspect(stored, { depth: 9, iterableLimit: 1e6 }).includes(token));
  assertEquals((await fixture.allEvents(USER)).at(-1), {
    type: "batch",
    data: { batch_id: batch, change: "shared" },
  });
});

Deno.test("open knows no token but those that were given", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const { token } = await fixture.shares.create(USER, batch, REQUEST);
  for (const other of ["", "x", newToken(), token.slice(1), token + "a", token.toLowerCase()]) {
    await assertRejects(() => fixture.shares.open(other), ShareNotFoundError);
  }
});

Deno.test("open takes no token that is written beside a link, and isn't its", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const { share } = await fixture.shares.create(USER, batch, REQUEST);
  const other = newToken();
  const place = { user: USER, batch, share: share.id };
  await fixture.store.set(keys.shareByToken(hashOf(other)!), place);
  await assertRejects(() => fixture.shares.open(other), ShareNotFoundError);
});

Deno.test("revoke ends a link for good, and says so once", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const { share, token } = await fixture.shares.create(USER, batch, REQUEST);
  const revoked = await fixture.shares.revoke(USER, batch, share.id);
  assertEquals(await fixture.shares.revoke(USER, batch, share.id), revoked);
  const error = await assertRejects(() => fixture.shares.open(token), ShareEndedError);
  assertEquals(error.how, "revoked");
  assertEquals((await fixture.allEvents(USER)).filter(({ type }) => type === "batch").length, 2);
  await assertRejects(() => fixture.shares.revoke(USER, batch, "none"), ShareNotFoundError);
  await assertRejects(() => fixture.shares.revoke("bob", batch, share.id), ShareNotFoundError);
});

Deno.test("a link that has expired says so, and one whose batch is gone is none", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const { share, token } = await fixture.shares.create(USER, batch, REQUEST);
  const over: Share = { ...share, expiresAt: new Date(Date.now() - 1).toISOString() };
  await fixture.store.set(keys.share(USER, batch, share.id), over);
  const error = await assertRejects(() => fixture.shares.open(token), ShareEndedError);
  assertEquals(error.how, "expired");
  await fixture.store.set(keys.share(USER, batch, share.id), share);
  await deleteBatch(fixture.writer, USER, batch);
  await assertRejects(() => fixture.shares.open(token), ShareNotFoundError);
  await assertRejects(() => fixture.shares.list(USER, batch), BatchNotFoundError);
  await assertRejects(() => fixture.shares.create(USER, batch, REQUEST), BatchNotFoundError);
});

Deno.test("a batch has so many links at one time, also where they are asked for at once", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const asked = Array.from(
    { length: MAX_SHARES + 3 },
    () => fixture.shares.create(USER, batch, REQUEST),
  );
  const made = await Promise.allSettled(asked);
  const refused = made.flatMap((it) => it.status === "rejected" ? [it.reason] : []);
  assertEquals(refused.map((error) => error instanceof ShareLimitError), [true, true, true]);
  const [{ id }] = await fixture.shares.list(USER, batch);
  await fixture.shares.revoke(USER, batch, id);
  await fixture.shares.create(USER, batch, REQUEST);
});

Deno.test("a batch has so many links with those that have ended", async () => {
  await using fixture = await JobFixture.open();
  const { batch } = await fixture.batch(USER, 1);
  const { share } = await fixture.shares.create(USER, batch, REQUEST);
  const revokedAt = new Date().toISOString();
  for (let i = 1; i < MAX_SHARES_KEPT; i++) {
    const id = `${share.id}${i}`;
    await fixture.store.set(keys.share(USER, batch, id), { ...share, id, revokedAt });
  }
  await assertRejects(() => fixture.shares.create(USER, batch, REQUEST), ShareLimitError);
});

Deno.test("shareRequest takes what the contract says", () => {
  const wrong = [
    { expires_in_hours: 0 },
    { expires_in_hours: 721 },
    { expires_in_hours: 1.5 },
    { blind: "yes" },
    { label: "" },
    { label: "x".repeat(81) },
  ];
  for (const change of wrong) {
    assertEquals(shareRequest.safeParse({ ...REQUEST, ...change }).success, false);
  }
  assertEquals(shareRequest.parse({ ...REQUEST, label: " Bea " }).label, "Bea");
});

Deno.test("hashOf is SHA-256, and null of what can be no token", () => {
  assertEquals(
    hashOf("A".repeat(43)),
    "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a",
  );
  const others = ["", "A".repeat(44), "A".repeat(42) + "="];
  assertEquals(others.map(hashOf), [null, null, null]);
});
