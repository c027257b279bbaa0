import fc from "fast-check";
import { openapiDocument } from "@/lib/api/openapi/document.ts";
import type { Findings } from "@/tests/fuzz/findings.ts";
import { rawFrames, rawRequest } from "@/tests/fuzz/raw_bytes.ts";
import { rawExchange } from "@/tests/fuzz/raw_connection.ts";
import { Population } from "@/tests/fuzz/population.ts";
import { Random } from "@/tests/fuzz/random.ts";
import { type GeneratedRequest, requests } from "@/testing/generated/generated_requests.ts";
import { sendGenerated } from "@/testing/generated/generated_sending.ts";

/** Where what is asked runs. */
export interface FuzzedServer {
  url: string;
  port: number;
}

export interface HttpFuzzOptions {
  /** How many inputs. */
  count: number;
  seed: number;
  findings: Findings;
  /** Called after each part of the inputs, with how many have been sent. */
  onPart?: (sent: number) => Promise<void>;
}

/** How inputs were answered, by sort and status, such as "generated 4xx" or "raw closed". */
export type Answers = Record<string, number>;

/** So long an input may take; one that takes longer is sent again alone, since a busy machine takes long. */
const PATIENCE_MS = 5_000;
const AT_ONCE = 6;
/** Generated at once, so that few are in memory. */
const PART = 500;
/** Of all inputs: bytes on a connection, WebSockets, and addresses and headers of any text. */
const SHARES = { raw: 0.15, frames: 0.07, wild: 0.08 };
const HEADERS = [
  "last-event-id",
  "idempotency-key",
  "if-match",
  "if-none-match",
  "cookie",
  "authorization",
  "accept-encoding",
  "content-type",
  "range",
  "traceparent",
  "x-upload-sender",
];

type Sort = "generated" | "wild" | "raw" | "frames";
type Input = { sort: "generated" | "wild"; request: GeneratedRequest } | {
  sort: "raw" | "frames";
  bytes: Uint8Array;
};

/**
 * Sends a server, in open or in session mode, all sorts of requests. Found are answers of 5xx, none in
 * time, and those that tell what a blind batch hides or another user has.
 */
export async function fuzzHttp(
  server: FuzzedServer,
  { count, seed, findings, onPart }: HttpFuzzOptions,
): Promise<Answers> {
  const document = openapiDocument();
  const answers: Answers = {};
  for (let sent = 0; sent < count; sent += PART) {
    const numRuns = Math.min(PART, count - sent);
    // New ones, lest what is left to them is used up.
    const people = await Population.moveIn(server.url, sent / PART);
    const generated = fc.sample(requests(document, people.known), { numRuns, seed: seed + sent });
    const inputs = generated.flatMap((request, at) =>
      inputOf(server, people, request, new Random(seed + sent + at)) ?? []
    );
    const late: Input[] = [];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let input = inputs.pop(); input; input = inputs.pop()) {
        const end = await endOf(server, people, input);
        if (end === "hang") late.push(input);
        else await note(answers, findings, input, end);
      }
    }));
    for (const input of late) {
      await note(answers, findings, input, await endOf(server, people, input));
    }
    await onPart?.(sent + numRuns);
  }
  return answers;
}

function inputOf(
  { port }: FuzzedServer,
  people: Population,
  made: GeneratedRequest,
  random: Random,
): Input | null {
  const host = `127.0.0.1:${port}`;
  let share = random.next();
  const who = () => people.headers(random);
  if ((share -= SHARES.raw) < 0) return { sort: "raw", bytes: rawRequest(host, random, who()) };
  if ((share -= SHARES.frames) < 0) {
    return { sort: "frames", bytes: rawFrames(host, random, who()) };
  }
  const request = people.asked(made, random);
  if (request && (share -= SHARES.wild) < 0) {
    return { sort: "wild", request: wild(request, random) };
  }
  return request && { sort: "generated", request };
}

/** With parts of the path, and a header, of any text. */
function wild(request: GeneratedRequest, random: Random): GeneratedRequest {
  const parts = request.path.split("/");
  parts[1 + random.below(parts.length - 1)] = wildPart(random);
  const value = String.fromCharCode(...random.bytes(random.below(200)))
    .replace(/[^\x20-\x7e\x80-\xff]/g, "");
  return {
    ...request,
    path: parts.join("/"),
    headers: { ...request.headers, [random.pick(HEADERS)]: value },
  };
}

function wildPart(random: Random): string {
  const byte = () => `%${random.below(256).toString(16).padStart(2, "0")}`;
  const one = () => random.chance(0.5) ? byte() : random.pick([..."aZ09._-~@:;,=&%?+!$'()*"]);
  return Array.from({ length: random.below(random.chance(0.1) ? 400 : 30) }, one).join("");
}

/** How an input was answered; "told" where the answer holds what it may not. */
type End = number | "closed" | "hang" | "told";

async function endOf(server: FuzzedServer, people: Population, input: Input): Promise<End> {
  if ("bytes" in input) return await rawExchange(server.port, input.bytes, PATIENCE_MS);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const answer = await sendGenerated(server.url, input.request, signal);
    if (/event-stream/.test(answer.headers.get("content-type") ?? "")) {
      await answer.body?.cancel();
      return answer.status;
    }
    return people.secretIn(await answer.text()) === null ? answer.status : "told";
  } catch (error) {
    if (signal.aborted) return "hang";
    // What `fetch` won't send is no input.
    return error instanceof TypeError && /invalid|parse/i.test(error.message) ? "closed" : 599;
  }
}

async function note(
  answers: Answers,
  findings: Findings,
  input: Input,
  end: End,
): Promise<void> {
  const said = typeof end === "number" ? `${Math.floor(end / 100)}xx` : end;
  const key = `${input.sort satisfies Sort} ${said}`;
  answers[key] = (answers[key] ?? 0) + 1;
  if (end === "closed" || (typeof end === "number" && end < 500)) return;
  const kept = "bytes" in input ? input.bytes : JSON.stringify(input.request, null, 2);
  await findings.add(`${input.sort} ${end}`, `${end}; 599: no answer came`, kept);
}
