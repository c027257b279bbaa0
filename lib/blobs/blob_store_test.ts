import { assert, assertEquals, assertRejects } from "@std/assert";
import { Store } from "@/lib/kv/store.ts";
import { BlobStore, type Commit } from "@/lib/blobs/blob_store.ts";
import { FreshBlobs } from "@/lib/blobs/fresh_blobs.ts";
import { countedKv } from "@/tests/jobs/counted_kv.ts";

const CHUNK = 60 * 1024;

function freeCommit(store: Store): Commit {
  return async (build) => {
    const operation = store.atomic();
    build(operation);
    await operation.commit();
  };
}

async function countKeys(store: Store): Promise<number> {
  return (await Array.fromAsync(store.list({ prefix: [] }))).length;
}

Deno.test("BlobStore gives back what was put, whatever the size and the pieces", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const blobs = new BlobStore(store);
  for (const size of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 6 * CHUNK, 6 * CHUNK + 1, 900_001]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7);
    const pieces = [bytes.subarray(0, size / 3), bytes.subarray(size / 3)];
    const { id, size: stored } = await blobs.put("u", pieces, { commit: freeCommit(store) });
    assertEquals(stored, size);
    assertEquals(await blobs.get("u", id), bytes);
    assertEquals(await blobs.get("v", id), null);
    assertEquals(await blobs.getMany("u", [id, "none", id]), [bytes, null, bytes]);
    await blobs.delete("u", id);
    assertEquals(await countKeys(store), 0);
  }
});

Deno.test("BlobStore opens what was put chunk by chunk, and breaks off where it is gone", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const blobs = new BlobStore(store);
  for (const size of [0, 1, CHUNK, 2 * CHUNK + 1]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7);
    const { id } = await blobs.put("u", [bytes], { commit: freeCommit(store) });
    const opened = await blobs.open("u", id);
    assertEquals(opened?.size, size);
    assertEquals(await new Response(opened!.body).bytes(), bytes);
    assertEquals(await blobs.open("v", id), null);
    const half = (await blobs.open("u", id))!.body.getReader();
    if (size > CHUNK) await half.read();
    await blobs.delete("u", id);
    if (size > CHUNK) await assertRejects(() => half.read(), Error, "gone");
    assertEquals(await blobs.open("u", id), null);
  }
});

Deno.test("BlobStore leaves nothing of a blob whose content breaks off", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const blobs = new BlobStore(store);
  async function* broken() {
    yield new Uint8Array(8 * CHUNK);
    throw new Error("gone");
  }
  await assertRejects(() => blobs.put("u", broken(), { commit: freeCommit(store) }), Error, "gone");
  assertEquals(await countKeys(store), 0);
});

Deno.test("BlobStore doesn't give out a blob of which a part is missing", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const blobs = new BlobStore(store);
  const { id } = await blobs.put("u", [new Uint8Array(3 * CHUNK)], { commit: freeCommit(store) });
  await kv.delete(["blob_chunks", "u", id, 1]);
  assertEquals(await blobs.get("u", id), null);
  assertEquals(await blobs.getMany("u", [id]), [null]);
});

Deno.test("BlobStore has no manifest before the last chunk", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = new Store(kv, { retentionMs: 60_000 });
  const blobs = new BlobStore(store);
  const seen: boolean[] = [];
  const commit: Commit = async (build, bytes) => {
    await freeCommit(store)(build, bytes);
    seen.push((await kv.get(["blobs", "u", "b"])).value !== null);
  };
  await blobs.put("u", [new Uint8Array(13 * CHUNK)], { id: "b", commit });
  assertEquals(seen, [false, false, true]);
});

Deno.test("BlobStore deletes what lies in a range, half-written ones too, many in a commit", async () => {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  using _ = kv;
  const store = new Store(kv, { retentionMs: 60_000 });
  using blobs = new BlobStore(store, new FreshBlobs());
  const put = (id: string, size: number) => {
    const content = [new Uint8Array(size)];
    return blobs.put("u", content, { id, commit: freeCommit(store), isFresh: true });
  };
  const others = ["a-001", "b-001"];
  for (const id of others) await put(id, 2 * CHUNK);
  for (let i = 2; i < 80; i++) await put(`a-${String(i).padStart(3, "0")}`, i);
  await put("a-080", 60 * CHUNK);
  await kv.delete(["blobs", "u", "a-080"]);
  const { commits } = counts;
  await blobs.deleteBetween("v", "a", "z");
  await blobs.deleteBetween("u", "a-002", "a.");
  assertEquals(counts.commits - commits, 3);
  const ids = async (table: string) => {
    const entries = await Array.fromAsync(kv.list({ prefix: [table] }));
    return [...new Set(entries.map(({ key }) => key[2]))];
  };
  assertEquals([await ids("blobs"), await ids("blob_chunks")], [others, others]);
  assertEquals(await blobs.take("u", "a-079"), null);
});

Deno.test("BlobStore takes what was stored just now without reading, once, and not once deleted", async () => {
  const { kv, counts } = countedKv(await Deno.openKv(":memory:"));
  using _ = kv;
  const store = new Store(kv, { retentionMs: 60_000 });
  using blobs = new BlobStore(store, new FreshBlobs());
  const commit = freeCommit(store);
  for (const size of [0, 1, CHUNK, 7 * CHUNK + 1]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 7);
    const { id } = await blobs.put("u", [bytes], { commit, isFresh: true });
    const { reads } = counts;
    assertEquals(await blobs.take("u", id), bytes);
    assertEquals(counts.reads, reads);
    assertEquals(await blobs.take("u", id), bytes);
    assert(counts.reads > reads);
  }
  const { id } = await blobs.put("u", [Uint8Array.of(1)], { commit, isFresh: true });
  await blobs.delete("u", id);
  assertEquals(await blobs.take("u", id), null);
});
