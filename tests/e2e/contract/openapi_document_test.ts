import { assertEquals, assertMatch } from "@std/assert";
import { openapiDocument } from "@/lib/api/openapi/document.ts";
import { assertProblem } from "@/testing/problem.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const settings = { env: { AUTH_MODE: "session", WORKERS: "0" } };

serverTest("the OpenAPI document is for everybody", settings, async ({ url }, step) => {
  const address = `${url}/api/v1/openapi.json`;

  await step("without a session, and may be kept for a while", async () => {
    const answer = await fetch(address);
    assertEquals([answer.status, answer.headers.get("content-type")], [200, "application/json"]);
    assertMatch(answer.headers.get("cache-control")!, /^public, max-age=\d+$/);
    assertEquals(await answer.json(), JSON.parse(JSON.stringify(openapiDocument())));
  });

  await step("who has it is told so", async () => {
    const etag = (await fetch(address, { method: "HEAD" })).headers.get("etag")!;
    const again = await fetch(address, { headers: { "if-none-match": `"x", ${etag}` } });
    assertEquals([again.status, again.headers.get("etag"), await again.text()], [304, etag, ""]);
    const other = await fetch(address, { headers: { "if-none-match": '"x"' } });
    assertEquals(other.status, 200);
    await other.body?.cancel();
  });

  await step("but no other address is, however it is written", async () => {
    for (const path of ["/api/v1/openapi.json/x", "/api/v1/openapi.jsonx", "/api/v1/x"]) {
      await assertProblem(await fetch(url + path), 401, "unauthorized");
    }
    const deleted = await fetch(address, { method: "DELETE" });
    await assertProblem(deleted, 405, "method-not-allowed");
  });
});
