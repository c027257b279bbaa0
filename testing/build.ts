import { builtScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { OCR, PARSER } from "@/lib/extract/sandbox/sandbox_program.ts";

const ROOT = new URL("..", import.meta.url);
/** What the build is made from. */
const SOURCES = [
  "routes",
  "islands",
  "styles",
  "workers",
  "lib",
  "main.ts",
  "dev.ts",
  "compat",
  "deno.json",
];

let built: Promise<void> | null = null;

/** Builds `_fresh/` once per process, if it is missing or older than a source of it. */
export function ensureBuild(): Promise<void> {
  return built ??= build();
}

async function build(): Promise<void> {
  await Deno.mkdir(new URL(".data/", ROOT), { recursive: true });
  // Two processes that test at once would tear down each other's build.
  using lock = await Deno.open(new URL(".data/build.lock", ROOT), { create: true, write: true });
  await lock.lock(true);
  const builtAt = newest("_fresh/server.js");
  const scripts = await Promise.all([PARSER, OCR].map((it) => builtScript(it)));
  if (builtAt > Math.max(...SOURCES.map(newest)) && !scripts.includes(null)) return;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "dev.ts", "build"],
    cwd: ROOT,
    stderr: "piped",
    stdout: "null",
  }).output();
  if (!success) throw new Error(`Cannot build: ${new TextDecoder().decode(stderr)}`);
}

/** When something at or below `path` last changed, in milliseconds since 1970; 0 if it isn't there. */
function newest(path: string): number {
  const url = new URL(path, ROOT);
  try {
    const { isDirectory, mtime } = Deno.statSync(url);
    const below = isDirectory ? [...Deno.readDirSync(url)] : [];
    return Math.max(mtime!.getTime(), ...below.map(({ name }) => newest(`${path}/${name}`)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

// `deno task test` has it done first: what starts a sandbox without a build bundles its script (1 s).
if (import.meta.main) await ensureBuild();
