import { assert, assertEquals } from "@std/assert";
import { validate } from "@hyperjump/json-schema/openapi-3-1";
import { readdirSync } from "node:fs";
import { COMPONENTS } from "@/lib/api/openapi/components.ts";
import { openapiDocument } from "@/lib/api/openapi/document.ts";
import { Problem } from "@/lib/http/problem.ts";
import { PROBLEM_TYPES, problemType } from "@/lib/wire/problem_types.ts";
import { STREAM_EVENTS } from "@/lib/wire/stream_events.ts";

const ROUTES = new URL("../routes/", import.meta.url);
/** What answers whatever else is asked: no endpoint. */
const CATCH_ALL = "api/[...path].ts";

/** Endpoints are `.ts`; pages and the ways to them, which no program asks for, are `.tsx`. */
function endpoints(): string[] {
  return readdirSync(ROUTES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && path !== CATCH_ALL);
}

function templateOf(file: string): string {
  return `/${file}`.replace(/\.ts$/, "").replace(/\/index$/, "").replace(/\[(\w+)\]/g, "{$1}");
}

/** The methods of a route, as its own refusal of another names them. */
async function methodsOf(file: string): Promise<string[]> {
  const { handler } = await import(new URL(file, ROUTES).href);
  try {
    await handler.OPTIONS({});
  } catch (error) {
    assert(error instanceof Problem);
    const allow = error.toResponse().headers.get("allow")!.split(", ");
    // Of each GET there is a HEAD, and the document says so once.
    return allow.filter((method) => method !== "HEAD");
  }
  throw new Error(`Cannot tell the methods of ${file}: it has OPTIONS itself`);
}

Deno.test("the document has every method of every route, and nothing else", async () => {
  const routes: string[] = [];
  for (const file of endpoints()) {
    for (const method of await methodsOf(file)) routes.push(`${method} ${templateOf(file)}`);
  }
  const documented = Object.entries(openapiDocument().paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
  );
  assertEquals(documented.toSorted(), routes.toSorted());
});

Deno.test("the document is one of OpenAPI 3.1", async () => {
  const document = JSON.parse(JSON.stringify(openapiDocument()));
  const output = await validate("https://spec.openapis.org/oas/3.1/schema-base", document, "BASIC");
  assertEquals(output, { valid: true });
});

Deno.test("what the document refers to is there, and what is there is referred to", () => {
  const text = JSON.stringify(openapiDocument());
  const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, it]) => it);
  assertEquals([...new Set(refs)].toSorted(), Object.keys(COMPONENTS).toSorted());
});

Deno.test("each operation has a name of its own, and its path's parameters", () => {
  const { paths } = openapiDocument();
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  assertEquals(new Set(ids).size, ids.length);
  for (const [path, methods] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(methods)) {
      assertEquals(parameters.filter((it) => it.in === "path").map(({ name }) => name), names);
    }
  }
});

Deno.test("every problem type stands at an operation, but for a method that there isn't", () => {
  const { components: _, ...rest } = openapiDocument();
  const text = JSON.stringify(rest);
  const missing = Object.keys(PROBLEM_TYPES).filter((slug) =>
    !text.includes(`"${problemType(slug)}"`)
  );
  assertEquals(missing, ["method-not-allowed"]);
});

Deno.test("the stream's operation names a schema for each event", () => {
  const stream = openapiDocument().paths["/api/v1/sse/progress/stream/{user_id}"].get;
  const content = stream.responses[200].content!["text/event-stream"] as Record<string, object>;
  assertEquals(Object.keys(content["x-events"]).toSorted(), [...STREAM_EVENTS].toSorted());
});
