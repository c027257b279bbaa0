import { assert, assertEquals } from "@std/assert";
import { redact } from "@/lib/telemetry/redact.ts";
import { REDACTED } from "@/lib/telemetry/redact_address.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";

Deno.test("redact takes out secrets and documents by their names", () => {
  const secret = [
    "token",
    "access_token",
    "kvAccessToken",
    "authSecret",
    "cookie",
    "set-cookie",
    "Authorization",
    "text",
    "body",
    "resume",
    "job_description",
    "jobDescription",
    "filename",
  ];
  for (const key of secret) assertEquals(redact("words", key), REDACTED, key);
  const open = [
    "user",
    "route",
    "resumed",
    "content_type",
    "contentLength",
    "context",
    "tokens_left",
  ];
  for (const key of open) assertEquals(redact("words", key), "words", key);
  assertEquals(redact({ a: [{ token: "x", ok: 1 }] }), { a: [{ token: REDACTED, ok: 1 }] });
});

Deno.test("redact takes tokens out of any string, errors included", () => {
  assertEquals(redact(`Bearer ${JWT} was sent`), `Bearer ${REDACTED} was sent`);
  const error = new Error(`bad ${JWT}`, { cause: new Error(JWT) });
  assert(!JSON.stringify(redact({ error })).includes(JWT));
  assert(JSON.stringify(redact({ error })).includes("redact_test.ts"), "the stack stays");
  const link = new URL("/shared/" + "x".repeat(43), "http://localhost");
  assertEquals(redact(link), `http://localhost/shared/${REDACTED}`);
  assertEquals(redact(`see ${link}`), `see http://localhost/shared/${REDACTED}`);
});

Deno.test("redact keeps strings, lists and depth small, and bytes out", () => {
  assertEquals(String(redact("x ".repeat(1000))).length, 503);
  assertEquals((redact(Array(1000).fill(1)) as unknown[]).length, 50);
  assertEquals(redact(new Uint8Array(3)), REDACTED);
  assertEquals(redact(new Request("http://localhost/?q=x")), REDACTED);
  const ring: Record<string, unknown> = {};
  ring.self = ring;
  assert(JSON.stringify(redact(ring)).endsWith('"..."}}}}}'));
});
