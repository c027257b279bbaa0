import { existsSync } from "node:fs";
import { bundleScript, type SandboxProgram } from "@/lib/extract/sandbox/sandbox_program.ts";

const ROOT = new URL("../../../../", import.meta.url);
/** Where the build leaves scripts, each beside what it was made of. */
const FOLDER = new URL("_fresh/sandbox/", ROOT);

/** They pin the packages, whose files need not be looked at then. */
const PINS = ["deno.json", "deno.lock"];

/** The build says it to the server that it makes. */
declare const IS_BUILT: true | undefined;

/** Options of {@linkcode sandboxScript}. */
export interface ScriptOptions {
  /** Where the build has left scripts. */
  folder?: URL;
  /** Takes what is there as it is. Default in a built server, which was made of the same sources. */
  isTrusted?: boolean;
}

/** What a script was made of. */
interface Sources {
  /** Files from the project's root, and in their order the SHA-256 of them all. */
  paths: string[];
  digest: string;
}

/** Bundles a program's script for later starts, which then need not (1 s of a processor). */
export async function buildScript(program: SandboxProgram, folder = FOLDER): Promise<void> {
  const { script, paths: all } = await bundleScript(program);
  const paths = all.filter((path) => !path.includes("node_modules/")).concat(PINS.filter(isThere));
  const sources: Sources = { paths, digest: await digestOf(paths) };
  const [toScript, toSources] = filesOf(program, folder);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(toScript, script);
  await Deno.writeTextFile(toSources, JSON.stringify(sources));
}

/** A program's script as the build left it; null where none is, or what it was made of has changed. */
export async function builtScript(
  program: SandboxProgram,
  folder = FOLDER,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [script, sources] = filesOf(program, folder);
  try {
    const { paths, digest }: Sources = JSON.parse(await Deno.readTextFile(sources));
    return await digestOf(paths) === digest ? await Deno.readFile(script) : null;
  } catch {
    return null; // Not built, or not whole: it can be made at any time.
  }
}

/** A program's script, as built or else bundled now. To look at its sources takes 25 ms of a processor. */
export async function sandboxScript(
  program: SandboxProgram,
  { folder = FOLDER, isTrusted = typeof IS_BUILT !== "undefined" }: ScriptOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const [script] = filesOf(program, folder);
  const built = isTrusted
    ? await Deno.readFile(script).catch(() => null)
    : await builtScript(program, folder);
  return built ?? (await bundleScript(program)).script;
}

function filesOf({ script }: SandboxProgram, folder: URL): [script: URL, sources: URL] {
  const name = script.slice(script.lastIndexOf("/") + 1, -".ts".length);
  return [new URL(`${name}.js`, folder), new URL(`${name}.json`, folder)];
}

function isThere(path: string): boolean {
  return existsSync(new URL(path, ROOT));
}

async function digestOf(paths: string[]): Promise<string> {
  const files = await Promise.all(paths.map((path) => Deno.readFile(new URL(path, ROOT))));
  const digests = await Promise.all(files.map((file) => crypto.subtle.digest("SHA-256", file)));
  const all = await new Blob(digests).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all)).toHex();
}
