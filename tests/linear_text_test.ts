import { assertEquals } from "@std/assert";
import { readdirSync, readFileSync } from "node:fs";
import { rounds } from "@/testing/thorough.ts";
import { type Consumer, CONSUMERS, NO_TEXT } from "./_text_consumers.ts";

const LIB = new URL("../lib/", import.meta.url);

/** Characters of a text, and of its quarter. */
const SIZE = 16_000;
const QUARTER = SIZE / 4;
/** A text may take so many times as long as its quarter four times: linear work takes 1, a square 4. */
const MAX_RATIO = 2.5;
/** What takes less can't be told from noise; as a square it would be 0.4 s at MAX_TEXT. */
const FLOOR_MS = 5;
/** A quarter that takes less than this stays under FLOOR_MS four times as long, even as a square. */
const SKIP_MS = FLOOR_MS / 16;
/**
 * The best of so many runs counts: on a busy machine some are slow for no fault of the code. Of the quarter
 * their mean does, as the system counts short times by its ticks: the worst of them hid a square.
 */
const RUNS = 25;

const UNITS = [
  ..."a1 @.-+\n\t\r,;:|/\\'\"_*#&%!?()[]{}<>=~•–’\u00a0\u0301éß経\u{1f600}\ud800\u200b\u3000",
  ...["a@", "@a", "a.", "1-", "1.", "( ", "(a", "[a]", "a-", "a'", "a’", "a&", "a+", "a/", "a:"],
  ...[
    "a,",
    "a, ",
    "a; ",
    "a | ",
    "A ",
    "a b ",
    "a  ",
    "a   b",
    "a\t",
    "a\n",
    " \n",
    "\n\n\n",
    "- a\n",
  ],
  ...[
    "1 ",
    "1,",
    "12/",
    "2011",
    "2011 ",
    "2011-",
    "2011 - 2014 ",
    "Mar 2021 - ",
    "5 years ",
    "5+ ",
  ],
  ...[
    "and ",
    "a and ",
    "or ",
    "a or ",
    "a, b or ",
    "de ",
    "five ",
    "a.b-c_d%e+f@x.",
    "a@a.",
    "www.",
    "http://",
  ],
  ...[
    "c++",
    ".net",
    "A.B. ",
    "Name: ",
    "Skills: a, ",
    "Skills: a\n",
    "You must know it. ",
    "must have: a, b\n",
  ],
  ...[
    "ph.d ",
    "bachelor of ",
    "e\u0301",
    "\u0301 ",
    "\u0001",
    "&amp;",
    "<a",
    "<a ",
    "<b> ",
    "<!",
    "<!--",
    "</a",
    "<p>",
  ],
  ...["{", "{\\b ", "\\'e4", "\\par ", "\\u8211?", "is", "ations", "lyses", "ours"],
];

/** Each consumer is tried on every so many-th text, of them together on all; where thorough, each on all. */
const STRIDE = rounds(24, 1);

/** Runs, bare and between letters: a pattern for the end of a text fails on what follows. */
function shapesOf(unit: string): ((run: string) => string)[] {
  const between = (run: string) => `x${run}y`;
  return /^[\p{L}\p{N}]/u.test(unit) ? [between] : [(run) => run, between];
}

/** Milliseconds of processor time of this thread, where the system tells; else of the clock. */
function clock(): number {
  if (Deno.build.os !== "linux") return performance.now();
  return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1e6;
}

async function elapsed(run: () => unknown): Promise<number> {
  const started = clock();
  try {
    await run();
  } catch {
    // Refused: only how long that took counts.
  }
  return clock() - started;
}

/** What is wrong with the time that a text takes, or undefined. What may be noise is run again. */
async function excess(consumer: Consumer, unit: string, shape: (run: string) => string) {
  const runOf = async (size: number) => await consumer(shape(unit.repeat(size / unit.length)));
  const quarter = await runOf(QUARTER);
  if (await elapsed(quarter) < SKIP_MS) return;
  const whole = await runOf(SIZE);
  let [best, quarters] = [Infinity, 0];
  for (let run = 1; run <= RUNS; run++) {
    best = Math.min(best, await elapsed(whole));
    if (best <= FLOOR_MS) return;
    // Never its first run, which compiled the code.
    quarters += 4 * await elapsed(quarter);
    if (best <= MAX_RATIO * quarters / run) return;
  }
  return `${JSON.stringify(shape(unit))}: ${SIZE} in ${best} ms, 4 x ${QUARTER} in ${
    quarters / RUNS
  } ms`;
}

function modules(): string[] {
  const read = ["resume", "extract"].flatMap((dir) =>
    readdirSync(new URL(dir, LIB), { recursive: true, encoding: "utf8" })
      .map((path) => `${dir}/${path}`)
  );
  return ["bytes.ts", ...read].filter((path) =>
    path.endsWith(".ts") && !/_test\.ts$|_main\.ts$|\/testing\//.test(path)
  );
}

Deno.test("every exported function of lib/resume, lib/extract and lib/bytes.ts is known here", async () => {
  const found: string[] = [];
  for (const path of modules()) {
    const module = await import(new URL(path, LIB).href);
    for (const [name, value] of Object.entries(module)) {
      if (typeof value === "function") found.push(`${path.replace(/\.ts$/, "")} ${name}`);
    }
  }
  assertEquals(found.toSorted(), [...Object.keys(CONSUMERS), ...NO_TEXT].toSorted());
});

const TEXTS = UNITS.flatMap((unit) => shapesOf(unit).map((shape) => ({ unit, shape })));

for (const [index, [name, consumer]] of Object.entries(CONSUMERS).entries()) {
  Deno.test(`${name} takes time in proportion to its text`, async () => {
    const slow: string[] = [];
    for (const { unit, shape } of TEXTS.filter((_, at) => (at + index) % STRIDE === 0)) {
      if (slow.length >= 8) break;
      const found = await excess(consumer, unit, shape);
      if (found) slow.push(found);
    }
    assertEquals(slow, []);
  });
}
