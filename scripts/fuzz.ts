import { parseArgs } from "node:util";
import { fuzzDocuments, type Outcomes } from "@/tests/fuzz/document_fuzz.ts";
import { Findings } from "@/tests/fuzz/findings.ts";
import { type Answers, fuzzHttp } from "@/tests/fuzz/http_fuzz.ts";
import { ServerProcess } from "@/testing/server_process.ts";

const USAGE = `Usage: deno task fuzz [--http N] [--documents N] [--seed S] [--folder PATH]

Sends the built server N (100,000) inputs over HTTP: requests made from its OpenAPI document, addresses
and headers of any text, bytes on bare connections and WebSocket frames; then reads N (20,000) changed
documents of every kind in the sandbox. Fails at an answer of 5xx, an input that takes more than 5 s and
does so again alone, an error in the log, a document that crashes its sandbox, and where memory grows.
What is found is written to PATH (fuzz-findings).`;

/** So much more memory than after the first fifth may be held at the end, in bytes. */
const GROWTH_BYTES = 256 * 1024 ** 2;
const MIB = 1024 ** 2;

/** What to send and read. */
export interface FuzzPlan {
  /** Inputs over HTTP. */
  http: number;
  documents: number;
  seed: number;
  /** Where inputs are kept that did harm. */
  folder: string;
}

/** What came of it. */
export interface FuzzReport {
  answers: Answers;
  outcomes: Outcomes;
  /** Resident memory after a fifth of the inputs, the most, and at the end, in MiB. */
  memory: { server: number[]; reader: number[] };
  findings: Record<string, number>;
}

/** Fuzzes the built server and the sandbox. */
export async function fuzz({ http, documents, seed, folder }: FuzzPlan): Promise<FuzzReport> {
  const findings = new Findings(folder);
  const ofServer = new Growth();
  await using server = await ServerProcess.start({ env: { LOG_LEVEL: "error" } });
  const answers = await fuzzHttp(server, {
    count: http,
    seed,
    findings,
    async onPart(sent) {
      ofServer.add(await server.residentBytes(), sent / http);
      const error = /.*"level":"(?:ERROR|FATAL)".*/.exec(server.log)?.[0];
      if (error) await findings.add("logged error", "within the last inputs", error);
    },
  });
  await server.kill();
  const ofReader = new Growth();
  const outcomes: Outcomes = {};
  for (let part = 0, left = documents; left > 0; part++, left -= PART) {
    const options = { count: Math.min(PART, left), seed: seed + part * PART, findings };
    for (const [key, count] of Object.entries(await fuzzDocuments(options))) {
      outcomes[key] = (outcomes[key] ?? 0) + count;
    }
    ofReader.add(Deno.memoryUsage().rss, 1 - (left - options.count) / documents);
  }
  if (ofServer.isTooMuch) await findings.add("server grew", "", ofServer.inMib.join());
  if (ofReader.isTooMuch) await findings.add("reader grew", "", ofReader.inMib.join());
  const memory = { server: ofServer.inMib, reader: ofReader.inMib };
  return { answers, outcomes, memory, findings: findings.counts() };
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
    const { findings, ...figures } = await fuzz({ http, documents, seed, folder });
    console.log(JSON.stringify(figures, null, 2));
    const found = Object.keys(findings).length > 0;
    console.log(found ? `found, see ${folder}: ${JSON.stringify(findings)}` : "found nothing");
    Deno.exit(found ? 1 : 0);
  }
}
