import { assertRejects, assertThrows } from "@std/assert";
import { json } from "@/lib/http/json.ts";
import { conflict, notFound } from "@/lib/http/problems.ts";
import { checkAnswer, checkEvent } from "@/tests/e2e/_contract.ts";

const BASE = "http://localhost/api/v1";
const STATUS = `${BASE}/sse/progress/status/me`;
const nothing = { position: "0123456789abcdef.0", user_id: "ann", progress: null };
const text = (body: string) => new Response(body, { headers: { "content-type": "text/plain" } });

Deno.test("checkAnswer takes what the document says", async () => {
  await checkAnswer("GET", `${STATUS}?batch_id=b1`, json(nothing));
  await checkAnswer("HEAD", STATUS, new Response(null, json(nothing)));
  await checkAnswer("GET", STATUS, notFound("it").toResponse());
  await checkAnswer("GET", `${BASE}/nothing`, notFound("it").toResponse());
  await checkAnswer("GET", "http://localhost/", text("a page"));
});

Deno.test("checkAnswer throws for what the document doesn't say", async () => {
  const odd = new Response(conflict("no").toResponse().body, {
    status: 404,
    headers: { "content-type": "application/problem+json" },
  });
  const wrong: [said: string, method: string, url: string, answer: Response][] = [
    ["201: no status of getProgress's", "GET", STATUS, json(nothing, { status: 201 })],
    ['"text/plain" is no media type', "GET", STATUS, text("ok")],
    ["must have required property 'progress'", "GET", STATUS, json({ user_id: "ann" })],
    ["must NOT have additional properties", "GET", STATUS, json({ ...nothing, more: 1 })],
    ["data/user_id must match pattern", "GET", STATUS, json({ ...nothing, user_id: "a b" })],
    [
      "data/progress must have",
      "GET",
      STATUS,
      json({ ...nothing, progress: { status: "failed" } }),
    ],
    ["409: no status of getProgress's", "GET", STATUS, conflict("no").toResponse()],
    ["data/type must be equal to one of", "GET", STATUS, odd],
    ["PUT /api/v1/sse/progress/status/me 200: not in", "PUT", STATUS, json(nothing)],
    ["200: not in the document", "GET", `${BASE}/nothing`, json(nothing)],
  ];
  for (const [said, method, url, answer] of wrong) {
    await assertRejects(() => checkAnswer(method, url, answer), Error, said);
  }
});

Deno.test("checkEvent knows the data of each event", () => {
  checkEvent("closing", { retry_ms: 5 });
  assertThrows(() => checkEvent("closing", { retry_ms: "5" }));
  assertThrows(() => checkEvent("opening", {}));
});
