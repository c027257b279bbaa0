import { assert, assertEquals, assertRejects } from "@std/assert";
import { HttpError } from "fresh";
import { z } from "zod";
import { BacklogFullError } from "@/lib/users/backlog.ts";
import { problems, toProblemResponse } from "@/lib/api/errors.ts";
import { conflict, forbidden } from "@/lib/http/problems.ts";
import { configureLogs } from "@/lib/telemetry/log.ts";

Deno.test("toProblemResponse keeps a Problem as it is", async () => {
  const response = toProblemResponse(conflict("Cannot close: it is closed"));
  assertEquals(response.status, 409);
  assertEquals((await response.json()).detail, "Cannot close: it is closed");
});

Deno.test("toProblemResponse keeps the status of Fresh's HttpError", async () => {
  for (const [status, slug] of [[404, "not-found"], [405, "method-not-allowed"]] as const) {
    const response = toProblemResponse(new HttpError(status, "internal words"));
    assertEquals(response.status, status);
    const { type, detail } = await response.json();
    assertEquals([type, detail], [`urn:resume-screener:problem:${slug}`, undefined]);
  }
});

Deno.test("toProblemResponse names the fields that zod refused", async () => {
  const { error } = z.object({ a: z.object({ b: z.number() }) }).safeParse({ a: { b: "x" } });
  const response = toProblemResponse(error);
  assertEquals(response.status, 422);
  assertEquals((await response.json()).errors.map((e: { field: string }) => e.field), ["a.b"]);
});

Deno.test("toProblemResponse logs any other error and tells the client nothing of it", async () => {
  const lines: string[] = [];
  configureLogs({ logLevel: "info" }, (line) => lines.push(line));
  for (const thrown of [new Error("secret words"), "secret words", new HttpError(500, "x")]) {
    const response = toProblemResponse(thrown);
    assertEquals(response.status, 500);
    assertEquals(await response.json(), {
      type: "urn:resume-screener:problem:internal",
      status: 500,
      title: "Internal error",
    });
  }
  assertEquals(lines.length, 3);
  assert(lines[0].includes("errors_test.ts"), "the stack is in the log");
});

Deno.test("problems answers what is thrown below it", async () => {
  const url = new URL("http://localhost/api/v1/x");
  const thrown = await problems({ url, next: () => Promise.reject(conflict("Cannot")) });
  assertEquals(thrown.status, 409);
  const passed = new Response();
  assertEquals(await problems({ url, next: () => Promise.resolve(passed) }), passed);
});

Deno.test("problems leaves a page's error to the page, but not who may not see any", async () => {
  const url = new URL("http://localhost/batches/b1");
  const broken = { url, next: () => Promise.reject(new TypeError("broken")) };
  await assertRejects(() => problems(broken), TypeError, "broken");
  const refused = await problems({ url, next: () => Promise.reject(forbidden("Cannot")) });
  assertEquals(refused.status, 403);
});

Deno.test("toProblemResponse says when to come back with more files", () => {
  for (const [what, seconds] of [["waiting", "30"], ["bytes", "3600"]] as const) {
    const response = toProblemResponse(new BacklogFullError(what));
    assertEquals([response.status, response.headers.get("retry-after")], [429, seconds]);
  }
});

Deno.test("toProblemResponse answers a full disk with 503", () => {
  const response = toProblemResponse(new Error("database or disk is full"));
  assertEquals([response.status, response.headers.get("retry-after")], [503, "60"]);
});

Deno.test("toProblemResponse answers a database that can't be written with 503", () => {
  for (const message of ["Can not write to a read-only database.", "database is locked"]) {
    const response = toProblemResponse(new TypeError(message));
    assertEquals([response.status, response.headers.get("retry-after")], [503, "30"]);
  }
});
