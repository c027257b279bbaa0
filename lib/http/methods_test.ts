import { assertEquals, assertThrows } from "@std/assert";
import { withAllMethods } from "@/lib/http/methods.ts";
import { Problem } from "@/lib/http/problem.ts";

const ctx = null as never;

Deno.test("withAllMethods refuses what there isn't, and names what there is", () => {
  const { POST, PUT, HEAD } = withAllMethods({ POST: () => "posted", DELETE: () => "deleted" });
  assertEquals(POST!(ctx), "posted");
  for (const refused of [PUT, HEAD]) {
    const problem = assertThrows(() => refused!(ctx), Problem);
    const response = problem.toResponse();
    assertEquals([response.status, response.headers.get("allow")], [405, "POST, DELETE"]);
  }
});

Deno.test("withAllMethods answers HEAD as GET, and ends the body", async () => {
  let cancelled = false;
  const body = new ReadableStream({ cancel: () => void (cancelled = true) });
  const headers = { "content-type": "text/event-stream", "x-a": "1" };
  const GET = () => new Response(body, { status: 203, headers });
  const response = await withAllMethods({ GET }).HEAD!(ctx) as Response;
  assertEquals([response.status, response.body, cancelled], [203, null, true]);
  assertEquals(Object.fromEntries(response.headers), headers);
});

Deno.test("withAllMethods leaves a HEAD of the route's own, and a page's data", async () => {
  const own = withAllMethods({ GET: () => "got", HEAD: () => "own" });
  assertEquals(own.HEAD!(ctx), "own");
  assertEquals(await withAllMethods({ GET: () => "data" }).HEAD!(ctx), "data");
});
