import { assertEquals, assertRejects } from "@std/assert";
import { Api } from "@/lib/client/api/api.ts";
import { ApiError } from "@/lib/client/api/api_error.ts";

const answering = (status: number) =>
  new Api({ fetch: () => Promise.resolve(Response.json({ detail: "No" }, { status })) });

Deno.test("Api.close leaves a batch as it is that is closed already", async () => {
  assertEquals(await answering(409).close("B"), undefined);
  await assertRejects(() => answering(404).close("B"), ApiError, "No");
});
