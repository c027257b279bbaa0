import { assertEquals } from "@std/assert";
import { ApiClient } from "@/testing/api_client.ts";
import { serverTest } from "@/tests/e2e/_steps.ts";

const NAMED = "https://app.example";
const OTHER = "https://evil.example";
const settings = { env: { AUTH_MODE: "session", CORS_ORIGINS: NAMED, WORKERS: "0" } };

/** Who may read an answer, by what it says: an origin, and whether it may by its visitor's cookie. */
async function readersOf(
  answer: Promise<Response>,
): Promise<[number, string | null, string | null]> {
  const { status, headers, body } = await answer;
  await body?.cancel();
  const named = (name: string) => headers.get(`access-control-allow-${name}`);
  return [status, named("origin"), named("credentials")];
}

serverTest("CORS_ORIGINS names who else may read the API", settings, async ({ url }, step) => {
  const caller = await ApiClient.identify(url);
  const path = caller.statusPath;
  const from = (origin: string, more = {}) => ({ headers: { origin, ...more } });

  await step("by its visitors' cookies, problems too", async () => {
    assertEquals(await readersOf(caller.fetch(path, from(NAMED))), [200, NAMED, "true"]);
    assertEquals(await readersOf(fetch(url + path, from(NAMED))), [401, NAMED, "true"]);
  });

  await step("and asks first what it may send, of which a cookie is no part", async () => {
    const asked = from(NAMED, { "access-control-request-method": "DELETE" });
    const answer = fetch(url + path, { method: "OPTIONS", ...asked });
    assertEquals(await readersOf(answer), [204, NAMED, "true"]);
  });

  await step("but no other origin, and no page", async () => {
    assertEquals((await readersOf(caller.fetch(path, from(OTHER))))[1], null);
    assertEquals(await readersOf(caller.fetch("/", from(NAMED))), [200, null, null]);
  });
});
