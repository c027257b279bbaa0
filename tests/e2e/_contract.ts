import { assert } from "@std/assert";
import { Ajv2020 } from "ajv/dist/2020.js";
import { z } from "zod";
import { openapiDocument, type OpenapiOperation } from "@/lib/api/openapi/document.ts";
import type { StreamEventName } from "@/lib/wire/stream_events.ts";

/** Larger bodies aren't validated: they are lists of what smaller ones hold too. In UTF-16 units. */
const MAX_LENGTH = 1_000_000;

const document = closed(openapiDocument());
// The schemas themselves are checked by tests/openapi_test.ts: what checks them takes 0.1 s to compile.
const options = { strict: false, meta: false, validateSchema: false, allErrors: true };
const ajv = new Ajv2020({ ...options, allowUnionTypes: true }).addSchema(document, "openapi");
for (const [format, schema] of [["date-time", z.iso.datetime()], ["uuid", z.uuid()]] as const) {
  ajv.addFormat(format, (value: string) => schema.safeParse(value).success);
}
ajv.addFormat("binary", true);
const PROBLEM = { $ref: "openapi#/components/schemas/Problem" };

/**
 * Asserts that the API's document tells of this answer: its status, its media type and, where it is JSON,
 * each field of it. Reads its body. What is no path of the document is a page, or nothing: then a problem.
 */
export async function checkAnswer(method: string, url: string, answer: Response): Promise<void> {
  const { pathname } = new URL(url);
  const said = `${method} ${pathname} ${answer.status}`;
  const operation = operationOf(method, pathname);
  if (!operation) {
    const isApi = /^\/+api(\/|$)/.test(pathname);
    if (isApi && !(method === "OPTIONS" && answer.ok)) await checkRefusal(answer, said);
    return;
  }
  const { operationId: id } = operation;
  const response = operation.responses[answer.status];
  assert(response, `${said}: no status of ${id}'s`);
  const type = mediaTypeOf(answer);
  const { content } = response;
  if (!content || answer.status === 101) return;
  const media = content[type] ?? content["*/*"];
  assert(media, `${said}: "${type}" is no media type of ${id}'s`);
  if (method === "HEAD" || !media.schema || !/json$/.test(type)) return;
  const body = await shortText(answer);
  if (body === null) return;
  const values = type.endsWith("ndjson") ? body.trimEnd().split("\n") : [body];
  for (const value of values) {
    assertValid(media.schema, JSON.parse(value), said);
  }
}

/** Asserts that the data of a stream's event is as the document says. */
export function checkEvent(event: string, data: unknown): void {
  const stream = document.paths["/api/v1/sse/progress/stream/{user_id}"].get;
  const events = (stream.responses[200].content!["text/event-stream"] as {
    "x-events"?: Record<StreamEventName, Record<string, unknown>>;
  })["x-events"]!;
  assert(Object.hasOwn(events, event), `an event "${event}" that the document doesn't know`);
  assertValid(events[event as StreamEventName], data, `event ${event}`);
}

/** Checks every answer of a server that is fetched in this process, until it is disposed of. */
export class AnswerWatch implements Disposable {
  readonly #fetch = globalThis.fetch;
  #checks: Promise<unknown>[] = [];

  constructor(base: string) {
    globalThis.fetch = async (input, init) => {
      const answer = await this.#fetch(input, init);
      const { url, method } = input instanceof Request ? input : { url: String(input), method: "" };
      if (url.startsWith(base)) this.#check(init?.method ?? (method || "GET"), url, answer);
      return answer;
    };
  }

  /** Throws what was wrong with the answers since it was last asked. */
  async settle(): Promise<void> {
    const results = await Promise.allSettled(this.#checks);
    this.#checks = [];
    const wrong = results.filter((result) => result.status === "rejected");
    if (wrong.length > 0) throw wrong[0].reason;
  }

  [Symbol.dispose](): void {
    globalThis.fetch = this.#fetch;
  }

  #check(method: string, url: string, answer: Response): void {
    const isJson = /json$/.test(mediaTypeOf(answer)) && method !== "HEAD";
    const copy = isJson ? answer.clone() : answer;
    const check = checkAnswer(method, url, copy).finally(() => {
      // Whoever cancels the answer waits for this half of it too.
      if (isJson && !copy.body?.locked) copy.body?.cancel().catch(() => {});
    });
    check.catch(() => {});
    this.#checks.push(check);
  }
}

function operationOf(method: string, path: string): OpenapiOperation | undefined {
  const name = method === "HEAD" ? "get" : method.toLowerCase();
  const found = Object.entries(document.paths).find(([template]) =>
    new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`).test(path)
  );
  const isSocket = method === "HEAD" && found?.[0].includes("/ws/");
  return isSocket ? { operationId: "", responses: { 426: {} } } : found?.[1][name];
}

async function checkRefusal(answer: Response, said: string): Promise<void> {
  assert(answer.status >= 400 && answer.status < 500, `${said}: not in the document`);
  if (answer.body === null) return;
  assertValid(PROBLEM, await answer.json(), said);
}

function assertValid(schema: Record<string, unknown>, data: unknown, said: string) {
  const validate = ajv.compile(schema); // Once for each schema, and for each that it refers to.
  const shown = () => `${ajv.errorsText(validate.errors)}: ${JSON.stringify(data).slice(0, 1000)}`;
  assert(validate(data), `${said}: ${validate.errors && shown()}`);
}

function mediaTypeOf(answer: Response): string {
  return (answer.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
}

/** The body; null for a long one, or where whoever asked broke off. */
async function shortText(answer: Response): Promise<string | null> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (let chunk; reader && !(chunk = await reader.read()).done;) {
      text += chunk.value;
      if (text.length <= MAX_LENGTH) continue;
      // Not waited for: half of a tee ends with the other.
      reader.cancel().catch(() => {});
      return null;
    }
  } catch {
    return null;
  }
  return text;
}

/**
 * Clients are to ignore new fields; here a field that the document lacks is a fault. What is referred to
 * is the document's, wherever the reference stands.
 */
function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (typeof value === "string") return value.replace(/^#\/components\//, "openapi$&") as Value;
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, it]) => [key, closed(it)]));
  const isOpen = copy.type === "object" && copy.properties && !("additionalProperties" in copy);
  return (isOpen ? { ...copy, additionalProperties: false } : copy) as Value;
}
