import { assertEquals, assertMatch } from "@std/assert";
import { HttpError } from "fresh";
import { edge } from "@/lib/api/edge.ts";
import { configureLogs } from "@/lib/telemetry/log.ts";
import { Metrics } from "@/lib/telemetry/metrics.ts";

const HTML = { "content-type": "text/html; charset=utf-8" };
const answer = (response: () => Response | Promise<Response>, init: RequestInit = {}) =>
  edge(new Metrics(), async () => await response())(new Request("http://own.test/x", init));

Deno.test("edge answers what Fresh throws on", async () => {
  const lines: string[] = [];
  configureLogs({ logLevel: "info" }, (line) => lines.push(line));
  const cases: [error: Error, status: number][] = [
    [new HttpError(404), 404],
    [new TypeError("secret words"), 500],
  ];
  for (const [error, status] of cases) {
    const response = await answer(() => Promise.reject(error));
    assertEquals(response.status, status);
    assertEquals((await response.text()).includes("secret"), false);
  }
  assertEquals(lines.length, 1);
});

Deno.test("edge gives a page that has none a policy, and leaves the one that it has", async () => {
  const bare = await answer(() => new Response("", { headers: HTML }));
  assertMatch(
    bare.headers.get("content-security-policy")!,
    /^default-src 'self'; object-src 'none'/,
  );
  const own = {
    ...HTML,
    "content-security-policy": "default-src 'none'; x; upgrade-insecure-requests",
  };
  const kept = await answer(() => new Response("", { headers: own }));
  assertEquals(kept.headers.get("content-security-policy"), "default-src 'none'; x");
  for (const page of [bare, kept]) {
    assertEquals(page.headers.get("x-content-type-options"), "nosniff");
    assertEquals(page.headers.get("cache-control"), "no-store");
    assertEquals(page.headers.get("referrer-policy"), "same-origin");
  }
  const other = await answer(() => Response.json(1));
  assertEquals(other.headers.get("content-security-policy"), null);
});

Deno.test("edge tells nobody the address of a link's page", async () => {
  const handle = () => Promise.resolve(new Response("", { headers: HTML }));
  const page = await edge(new Metrics(), handle)(new Request("http://own.test/shared/token"));
  assertEquals(page.headers.get("referrer-policy"), "no-referrer");
});

Deno.test("edge refuses a method that nothing has, and a Host of no meaning", async () => {
  const reached = () => answer(() => Promise.reject(new Error("reached")), { method: "PROPFIND" });
  assertEquals((await reached()).status, 405);
  for (const host of ["a b", "a/b", "a?b", "a#b", "a@b", "a\\b"]) {
    const refused = await answer(() => Promise.reject(new Error("reached")), { headers: { host } });
    assertEquals(refused.status, 400, host);
  }
});

Deno.test("edge leaves an answer to HEAD its length, and one that has no content alone", async () => {
  const head = { method: "HEAD" };
  const sized = new Response(null, { headers: { "content-length": "7" } });
  for (const response of [sized, new Response(null, { status: 304 })]) {
    assertEquals(await answer(() => response, head), response);
  }
  const unsized = await answer(() => new Response(null, { headers: HTML }), head);
  assertEquals([unsized.headers.has("content-length"), await unsized.text()], [false, ""]);
});
