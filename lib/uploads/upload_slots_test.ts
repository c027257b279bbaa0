import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { Problem } from "@/lib/http/problem.ts";
import { UploadSlots } from "@/lib/uploads/upload_slots.ts";

const options = {
  inAll: { uploads: 3, bytes: 100 },
  perUser: { uploads: 2, bytes: 60 },
  heldBytes: 10,
  maxRequestBytes: 40,
};

function assertRefused(work: () => unknown): void {
  const problem = assertThrows(work, Problem);
  assertEquals(problem.status, 429);
  assertMatch(problem.toResponse().headers.get("retry-after")!, /^[4-8]$/);
}

Deno.test("UploadSlots bounds the uploads of one user, and of all", () => {
  const slots = new UploadSlots(options);
  const first = slots.enter("ann", 1);
  slots.enter("ann", 1);
  assertRefused(() => slots.enter("ann", 1));
  const other = slots.enter("bob", 1);
  assertRefused(() => slots.enter("cid", 1));
  other[Symbol.dispose]();
  slots.enter("cid", 1);
  first[Symbol.dispose]();
  slots.enter("ann", 1);
});

Deno.test("UploadSlots bounds bytes, and counts the most for what declares no size", () => {
  const slots = new UploadSlots(options);
  slots.enter("ann", null);
  assertRefused(() => slots.enter("ann", 21));
  slots.enter("ann", 20);
  slots.enter("bob", 40);
  assertRefused(() => slots.enter("bob", 1));
});

Deno.test("UploadSlots has room for the largest request alone, whatever the bounds", () => {
  const slots = new UploadSlots({ ...options, maxRequestBytes: 1000 });
  slots.enter("ann", 5000)[Symbol.dispose]();
  slots.enter("ann", 1000);
  assertRefused(() => slots.enter("bob", 1));
});

Deno.test("UploadSlots has no bounds for a user where there are none", () => {
  const slots = new UploadSlots({ ...options, perUser: null });
  for (let i = 0; i < 3; i++) slots.enter("ann", 1);
});

Deno.test("UploadSlots bounds what is held in memory, and forgets it with the upload", () => {
  const slots = new UploadSlots(options);
  const first = slots.enter("ann", 1);
  first.hold(6);
  const second = slots.enter("bob", 1);
  assertRefused(() => second.hold(5));
  first[Symbol.dispose]();
  second.hold(10);
});
