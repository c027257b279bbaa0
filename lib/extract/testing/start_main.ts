/** Measures how soon a new sandbox has read a PDF. deno run -A lib/extract/testing/start_main.ts FILE.pdf */
import { ChildSandbox } from "@/lib/extract/sandbox/child_sandbox.ts";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { sandboxScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";

const ROUNDS = 15;

let start = performance.now();
const code = { script: await sandboxScript(PARSER), wasm: await readWasm(PARSER) };
console.log(`script: ${(performance.now() - start).toFixed(0)} ms, once per server`);
const pdf = await Deno.readFile(Deno.args[0]);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  start = performance.now();
  await using sandbox = await ChildSandbox.start(code);
  await sandbox.exchange(encodeMessage({ kind: "pdf", screening: null }, pdf));
  times.push(performance.now() - start);
}
times.sort((one, other) => one - other);
const [best, median, worst] = [0, ROUNDS >> 1, ROUNDS - 1].map((at) => times[at].toFixed(0));
console.log(`start to first document read: median ${median} ms, best ${best}, worst ${worst}`);
