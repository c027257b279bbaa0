import { parseArgs } from "node:util";
import { fuzzDocuments, type Outcomes } from "@/tests/fuzz/document_fuzz.ts";
import { Findings } from "@/tests/fuzz/findings.ts";
import { type Answers, fuzzHttp } from "@/tests/fuzz/http_fuzz.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const USAGE =
  `Usage: deno task fuzz [--http N] [--documents N] [--auth MODE] [--seed S] [--folder PATH]

Sends the built server N (100,000) inputs over HTTP: requests made from its OpenAPI document, addresses
and headers of any text, bytes on bare connections and WebSocket frames; then reads N (20,000) changed
documents of every kind in the sandbox. MODE is open or session; without it half of the inputs go to
either. Fails at an answer of 5xx, one that tells what is hidden or another's, an input that takes more than 5 s and
does so again alone, an error in the log, a document that crashes its sandbox, and where memory grows.
What is found is written to PATH (fuzz-findings).`;

/** So much more memory than after the first fifth may be held at the end, in bytes. */
const GROWTH_BYTES = 256 * 1024 ** 2;
const MIB = 1024 ** 2;

type AuthMode = "open" | "session";

/** Each network behind a proxy has limits of its own: all inputs of a server come from many. */
const ENV: Record<AuthMode, Record<string, string>> = {
  open: { AUTH_MODE: "open" },
  session: { AUTH_MODE: "session", TRUST_PROXY: "1" },
};

/** What to send and read. */
export interface FuzzPlan {
  /** Inputs over HTTP. */
  http: number;
  documents: number;
  /** How servers let in who asks, one after the other. */
  modes: readonly AuthMode[];
  seed: number;
  /** Where inputs are kept that did harm. */
  folder: string;
}

/** What came of it. */
export interface FuzzReport {
  answers: Answers;
  outcomes: Outcomes;
  /** Resident memory after a fifth of the inputs, the most, and at the end, in MiB; of each server in turn. */
  memory: { server: number[]; reader: number[] };
  findings: Record<string, number>;
}

/** Fuzzes the built server and the sandbox. */
export async function fuzz(plan: FuzzPlan): Promise<FuzzReport> {
  const { http, documents, modes, seed, folder } = plan;
  const findings = new Findings(folder);
  const answers: Answers = {};
  const ofServers: number[] = [];
  for (const mode of modes) {
    const count = Math.ceil(http / modes.length);
    const one = await fuzzServer({ mode, count, seed }, findings);
    for (const [key, times] of Object.entries(one.answers)) {
      answers[`${mode} ${key}`] = times;
    }
    ofServers.push(...one.growth.inMib);
    if (one.growth.isTooMuch) await findings.add("server grew", mode, one.growth.inMib.join());
  }
  const ofReader = new Growth();
  const outcomes: Outcomes = {};
  for (let part = 0, left = documents; left > 0; part++, left -= PART) {
    const options = { count: Math.min(PART, left), seed: seed + part * PART, findings };
    for (const [key, count] of Object.entries(await fuzzDocuments(options))) {
      outcomes[key] = (outcomes[key] ?? 0) + count;
    }
    ofReader.add(Deno.memoryUsage().rss, 1 - (left - options.count) / documents);
  }
  if (ofReader.isTooMuch) await findings.add("reader grew", "", ofReader.inMib.join());
  const memory = { server: ofServers, reader: ofReader.inMib };
  return { answers, outcomes, memory, findings: findings.counts() };
}

async function fuzzServer(
  { mode, count, seed }: { mode: AuthMode; count: number; seed: number },
  findings: Findings,
): Promise<{ answers: Answers; growth: Growth }> {
  const growth = new Growth();
  await using server = await ServerProcess.start({ env: { ...ENV[mode], LOG_LEVEL: "error" } });
  const told = new Set<string>();
  const answers = await fuzzHttp(server, {
    count,
    seed,
    findings,
    async onPart(sent) {
      growth.add(await server.residentBytes(), sent / count);
      const errors = server.log.match(/.*"level":"(?:ERROR|FATAL)".*/g) ?? [];
      for (const error of errors.filter((error) => !told.has(error))) {
        told.add(error);
        await findings.add("logged error", `${mode}: within ${sent} inputs, seed ${seed}`, error);
      }
    },
  });
  return { answers, growth };
}

/** Documents between two looks at the memory. */
const PART = 1_000;

/** How memory goes from the first fifth of the inputs on. */
class Growth {
  #first = 0;
  #most = 0;
  #last = 0;

  /** `done` is the share of the inputs that have been. */
  add(bytes: number, done: number): void {
    if (this.#first === 0 || done <= 0.2) this.#first = bytes;
    this.#most = Math.max(this.#most, bytes);
    this.#last = bytes;
  }

  get isTooMuch(): boolean {
    return this.#last - this.#first > GROWTH_BYTES;
  }

  get inMib(): number[] {
    return [this.#first, this.#most, this.#last].map((bytes) => Math.round(bytes / MIB));
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      http: { type: "string", default: "100000" },
      documents: { type: "string", default: "20000" },
      auth: { type: "string" },
      seed: { type: "string", default: String(Date.now() % 1e9) },
      folder: { type: "string", default: "fuzz-findings" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(USAGE);
  } else {
    const { folder } = values;
    const [http, documents, seed] = [values.http, values.documents, values.seed].map(Number);
    console.log(`seed ${seed}`);
    const modes = (["open", "session"] as const)
      .filter((mode) => !values.auth || values.auth === mode);
    const { findings, ...figures } = await fuzz({ http, documents, modes, seed, folder });
    console.log(JSON.stringify(figures, null, 2));
    const found = Object.keys(findings).length > 0;
    console.log(found ? `found, see ${folder}: ${JSON.stringify(findings)}` : "found nothing");
    Deno.exit(found ? 1 : 0);
  }
}
