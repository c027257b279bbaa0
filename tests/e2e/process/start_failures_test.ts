import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { openDatabase } from "@/lib/kv/database.ts";
import { readSettings, SettingsError } from "@/lib/settings.ts";
import { ensureBuild } from "@/testing/build.ts";
import { KvConnectServer } from "@/testing/kv_connect/server.ts";
import { freePort, ServerProcess } from "@/testing/server_process.ts";
import { DENO_RUN } from "@/testing/process/deno_run.ts";

const test = KvConnectServer.isAvailable ? Deno.test : Deno.test.ignore;

const SECRET = "a secret of thirty-two characters";

/** Starts the server, which must end by itself with one line. */
async function assertRefused(env: Record<string, string>, line: string): Promise<void> {
  await ensureBuild();
  const program = [Deno.execPath(), ...DENO_RUN, "serve.ts"];
  const [command, ...args] = isRoot() ? [...WITHOUT_OVERRIDE, ...program] : program;
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd: new URL("../../..", import.meta.url),
    env: { PORT: "0", LISTEN_HOST: "127.0.0.1", WORKERS: "1", NO_COLOR: "1", ...env },
    signal: AbortSignal.timeout(60_000),
  }).output();
  const output = [stdout, stderr].map((it) => new TextDecoder().decode(it)).join("");
  assertStringIncludes(output, line);
  assertEquals([code, output.trim().split("\n").length], [1, 1], output);
}

/** Opens the file here, which must fail with the line that a start ends with: a start takes most of a second. */
async function assertUnusable(path: string, line: string): Promise<void> {
  const settings = readSettings({ get: (name) => name === "KV_PATH" ? path : undefined });
  const { message } = await assertRejects(() => openDatabase(settings), SettingsError);
  assertStringIncludes(message, line);
  assertEquals(message.split("\n").length, 1, message);
}

/** Root may write everywhere, unless that right is taken from it. */
const WITHOUT_OVERRIDE = ["setpriv", "--bounding-set=-dac_override"];

function isRoot(): boolean {
  return Deno.build.os === "linux" && Deno.uid() === 0;
}

async function databaseAt(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  await kv.set(["a"], 1);
}

Deno.test("a database file that can't be used ends the start with one line", async (test) => {
  const folder = await Deno.makeTempDir({ prefix: "start_failures_" });
  const at = (name: string) => `${folder}/${name}`;
  await Deno.writeFile(at("noise"), crypto.getRandomValues(new Uint8Array(20_000)));
  await databaseAt(at("torn"));
  await Deno.truncate(at("torn"), 9_000);
  await databaseAt(at("readonly"));
  await Deno.chmod(at("readonly"), 0o444);
  await Deno.mkdir(at("shut"));
  await Deno.chmod(at("shut"), 0o555);
  const refused = [
    ["torn", `"${at("torn")}" is no database or a damaged one`],
    ["readonly", `"${at("readonly")}" or its folder can't be written`],
    ["shut/kv", `the folder "${at("shut")}" can't be written`],
    ["shut/in/kv", `the folder "${at("shut/in")}" can't be made`],
  ];
  const unusable = [
    ["noise", `"${at("noise")}" is no database or a damaged one`],
    ["", `"${at("")}" is a folder`],
    ["noise/kv", `the folder "${at("noise")}" can't be made`],
  ];
  const line = (state: string) => `Cannot use KV_PATH: ${state}`;
  for (const [name, state] of refused) {
    await test.step(name, () => assertRefused({ KV_PATH: at(name) }, line(state)));
  }
  for (const [name, state] of unusable) {
    await test.step(name || "a folder", () => assertUnusable(at(name), line(state)));
  }
  await Deno.chmod(at("shut"), 0o755);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a language that OCR lacks ends the start with one line", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/kv.sqlite`, OCR_LANGUAGES: "eng+tlh" };
  const line = 'Cannot use OCR_LANGUAGES: "tlh" is not installed, ' +
    "run deno add npm:@tesseract.js-data/tlh first";
  await assertRefused(env, line);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a second process on one file, or on one port, ends with one line", async (test) => {
  await using server = await ServerProcess.start({ env: { WORKERS: "0" } });
  const path = `${server.folder}/kv.sqlite`;
  const alias = `${server.folder}/alias.sqlite`;
  await Deno.symlink(path, alias);
  const line = (path: string) => `Cannot use KV_PATH: another process has "${path}" open`;
  await test.step(path, () => assertRefused({ KV_PATH: path }, line(path)));
  await test.step(alias, () => assertUnusable(alias, line(alias)));
  await test.step("the port", () => {
    const env = { PORT: String(server.port), KV_PATH: `${server.folder}/other.sqlite` };
    const line = `Cannot listen on 127.0.0.1:${server.port}: another process has the port`;
    return assertRefused(env, line);
  });
  // Killed, it leaves no lock behind.
  await server.restart("SIGKILL");
});

test("a KV_URL that can't be used ends the start with one line", async (test) => {
  await using database = new KvConnectServer();
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const cases: [name: string, url: string, token: string, line: string][] = [
    ["nobody there", `http://127.0.0.1:${freePort()}`, "t", "the server can't be reached"],
    ["silent", `http://127.0.0.1:${silent.addr.port}`, "t", "the server can't be reached"],
    ["wrong token", database.url, "wrong", "the server refuses the token"],
  ];
  for (const [name, KV_URL, DENO_KV_ACCESS_TOKEN, line] of cases) {
    const env = { KV_URL, DENO_KV_ACCESS_TOKEN, AUTH_SECRET: SECRET };
    await test.step(name, () => assertRefused(env, `Cannot use KV_URL: ${line}`));
  }
});
