/** A parent to be killed: starts a sandbox, gives it the document from stdin, tells its process id. */
import { ChildSandbox } from "@/lib/extract/sandbox/child_sandbox.ts";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { sandboxScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";

const document = new Uint8Array(await new Response(Deno.stdin.readable).arrayBuffer());
const sandbox = await ChildSandbox.start({
  script: await sandboxScript(PARSER),
  wasm: await readWasm(PARSER),
});
const answered = sandbox.exchange(encodeMessage({ kind: "pdf", screening: null }, document));
console.log(sandbox.pid);
await answered;
console.log("answered");
