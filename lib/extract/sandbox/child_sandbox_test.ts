import { assert, assertEquals, assertRejects } from "@std/assert";
import { ChildSandbox, sandboxCommand } from "@/lib/extract/sandbox/child_sandbox.ts";
import { sandboxScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";
import { encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { decodeReply } from "@/lib/extract/sandbox/reply.ts";
import { SandboxDeath } from "@/lib/extract/sandbox/sandbox.ts";
import { endlessPdf, line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import { processorMs } from "@/lib/process_stat.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";
import { isAlive } from "@/testing/process/processes.ts";
import { until } from "@/testing/until.ts";

const asked = (pdf: Uint8Array) => encodeMessage({ kind: "pdf", screening: null }, pdf);

const hasProc = Deno.build.os === "linux";

Deno.test("sandboxCommand grants nothing", async () => {
  const probe = new URL("../testing/probe_main.ts", import.meta.url).href;
  const { path, args, env } = sandboxCommand(probe);
  assert(!args.some((arg) => arg.startsWith("--allow") || arg === "-A"));
  // All of its data is bounded too, but where there is no shell.
  assert(args.includes("--v8-flags=--max-old-space-size=256,--expose-gc"));
  const output = await new Deno.Command(path, { args, env, clearEnv: true, stdin: "null" })
    .output();
  assertEquals(new TextDecoder().decode(output.stdout).trim(), "[]");
});

const storageProbe = new URL("../testing/storage_probe_main.ts", import.meta.url);

Deno.test("sandboxCommand leaves no storage to write to", async () => {
  const { path, args, env } = sandboxCommand(storageProbe.href);
  const output = await new Deno.Command(path, { args, env, clearEnv: true, stdin: "null" })
    .output();
  assertEquals(new TextDecoder().decode(output.stdout).trim(), "[]");
});

Deno.test({
  name: "sandboxCommand runs for a user without a home, and writes nothing",
  // Only root may become somebody else.
  ignore: Deno.build.os === "windows" || Deno.uid() !== 0,
  async fn() {
    const dir = await Deno.makeTempDir();
    try {
      // Both may lie where only their owner can read.
      await Deno.chmod(dir, 0o755);
      await Deno.copyFile(Deno.execPath(), `${dir}/deno`);
      await Deno.copyFile(storageProbe, `${dir}/probe.ts`);
      for (const name of ["deno", "probe.ts"]) await Deno.chmod(`${dir}/${name}`, 0o755);
      const { path, args, env } = sandboxCommand(`${dir}/probe.ts`);
      const nobody = { uid: 54_321, gid: 54_321, cwd: "/" };
      const output = await new Deno.Command(path, {
        args: args.map((arg) => arg === Deno.execPath() ? `${dir}/deno` : arg),
        env,
        clearEnv: true,
        stdin: "null",
        ...nobody,
      }).output();
      const said = new TextDecoder().decode(output.success ? output.stdout : output.stderr);
      assertEquals(said.trim(), "[]");
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
});

Deno.test("ChildSandbox holds little memory before its first document, answers, and rejects once it is killed", async () => {
  await using sandbox = await ChildSandbox.start({
    script: await sandboxScript(PARSER),
    wasm: await readWasm(PARSER),
  });
  if (hasProc) {
    const held = await Deno.readTextFile(`/proc/${sandbox.pid}/smaps_rollup`);
    // 55 MB; 107 where Deno has parsed the script as a module.
    const kilobytes = Number(/^Anonymous:\s+(\d+) kB/m.exec(held)![1]);
    assert(kilobytes < 80_000, `${kilobytes} kB`);
  }
  const page = pdfOfPages([line("Hello", 72, 700)]);
  assertEquals(decodeReply(await sandbox.exchange(asked(page))).text, "Hello");
  const answer = sandbox.exchange(asked(endlessPdf()));
  sandbox.kill();
  const death = await assertRejects(() => answer, SandboxDeath);
  assertEquals(death.outOfMemory, false);
});

/** A parser of the test's own: its first message is PDFium, then comes the document. */
const scriptOf = (onDocument: string) =>
  new TextEncoder().encode(`
    const greeting = new Uint8Array([0, 0, 0, 0]);
    onmessage = ({ data }) => {
      if (data instanceof WebAssembly.Module) return Deno.stdout.writeSync(greeting);
      ${onDocument}
    };`);
const emptyWasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

Deno.test("ChildSandbox gives its parser no storage", async () => {
  const script = scriptOf(`
    caches.open("a").then((cache) => cache.put("http://a/", new Response("a".repeat(1000))))
      .then(() => 1, () => 0)
      .then((wrote) => Deno.stdout.writeSync(new Uint8Array([1, 0, 0, 0, wrote])));`);
  await using sandbox = await ChildSandbox.start({ script, wasm: emptyWasm });
  assertEquals([...await sandbox.exchange([emptyWasm])], [0]);
});

Deno.test("ChildSandbox says why it does not start", async () => {
  const wasm = new Uint8Array([1, 2, 3, 4]);
  await assertRejects(
    () => ChildSandbox.start({ script: scriptOf(""), wasm }),
    Error,
    "WebAssembly",
  );
});

Deno.test("ChildSandbox rejects when its parser fills the heap", async () => {
  const script = scriptOf("const all = []; while (true) all.push(Array(10_000).fill(all.length));");
  await using sandbox = await ChildSandbox.start({ script, wasm: emptyWasm });
  const death = await assertRejects(() => sandbox.exchange([emptyWasm]), SandboxDeath);
  assertEquals(death.outOfMemory, true);
});

Deno.test("ChildSandbox gives a parser no more memory than its limit", async () => {
  const script = scriptOf(`
    const all = [];
    try {
      while (all.length < 40) all.push(new Uint8Array(64 << 20));
    } catch { /* the limit */ }
    Deno.stdout.writeSync(new Uint8Array([1, 0, 0, 0, all.length]));`);
  await using sandbox = await ChildSandbox.start({ script, wasm: emptyWasm });
  const [blocks] = await sandbox.exchange([emptyWasm]);
  assert(blocks < 20, `${blocks} x 64 MB`);
});

Deno.test({
  name: "ChildSandbox ends while it parses when its parent is killed",
  ignore: !hasProc,
  async fn() {
    const parent = new Deno.Command(Deno.execPath(), {
      args: [...DENO_RUN, new URL("../testing/orphan_main.ts", import.meta.url).href],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const writer = parent.stdin.getWriter();
    await writer.write(endlessPdf());
    await writer.close();
    const output = parent.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const pid = Number((await output.read()).value);
    assert(pid > 0);
    // It spins: it uses the processor beyond its start.
    const before = processorMs(pid)!;
    await until("its work", () => processorMs(pid)! >= before + 300);
    parent.kill("SIGKILL");
    await parent.status;
    // A killed process may take a moment to leave the table.
    const gone = await until("its end", () => !isAlive(pid), 6_000).then(() => true, () => false);
    if (!gone) Deno.kill(pid, "SIGKILL");
    assert(gone);
    assertEquals((await output.read()).done, true);
  },
});

Deno.test("a sandbox's script has no schemas: each start would parse them, a quarter of a megabyte and more", async () => {
  const script = new TextDecoder().decode(await sandboxScript(PARSER));
  assertEquals(/ZodError|\$ZodType/.exec(script), null);
});
