import { assertEquals } from "@std/assert";
import { keepSenderId, takeFormerSender } from "@/lib/client/upload/sender_id.ts";

Deno.test("takeFormerSender finds who was sending when the page was left, once", () => {
  const forget = keepSenderId("page-one", () => "B");
  assertEquals(takeFormerSender(), null);
  globalThis.dispatchEvent(new Event("pagehide"));
  assertEquals(takeFormerSender(), { id: "page-one", batchId: "B" });
  assertEquals(takeFormerSender(), null);
  forget();
  globalThis.dispatchEvent(new Event("pagehide"));
  assertEquals(takeFormerSender(), null);
});

Deno.test("keepSenderId leaves nothing while no batch is known", () => {
  const forget = keepSenderId("page-one", () => null);
  globalThis.dispatchEvent(new Event("pagehide"));
  assertEquals(takeFormerSender(), null);
  forget();
});
