import { build, type Plugin, stop } from "esbuild";
import { Builder } from "fresh/dev";
import { buildScript } from "@/lib/extract/sandbox/script/built_script.ts";
import { OCR, PARSER } from "@/lib/extract/sandbox/sandbox_program.ts";
import { dirname, join, relative } from "node:path";
import { requireVersion } from "@/lib/runtime_version.ts";
import { addressRefusal, endStart } from "@/lib/start_failure.ts";

/** Many files to keep, one to fetch; the looks of the console and of the workbench are their own. */
await build({
  entryPoints: [
    { in: "styles/main.css", out: "styles" },
    { in: "styles/console.css", out: "console" },
    { in: "styles/workbench/main.css", out: "workbench" },
    { in: "styles/document/main.css", out: "document" },
  ],
  outdir: "static",
  bundle: true,
  minify: true,
});
await stop();

const ROOT = import.meta.dirname!;
const SERVER = join(ROOT, "_fresh/server.js");
/**
 * What stays outside of the built server: JSR's packages, which esbuild doesn't find, and what they
 * share with it.
 */
const SHARED = ["fresh", "@std/*", "preact", "preact-render-to-string", "@preact/signals"];

/** For packages that are CommonJS, of what Node has. */
const REQUIRE = 'import { createRequire } from "node:module";\n' +
  "const require = createRequire(import.meta.url);";

const builder = new Builder();

try {
  requireVersion(Deno.version.deno);
  await (Deno.args.includes("build") ? buildForServing() : listen());
} catch (error) {
  endStart(error);
}

async function buildForServing(): Promise<void> {
  await builder.build();
  for (const program of [PARSER, OCR]) await buildScript(program);
  // Last, as it trusts the scripts.
  await bundleServer();
  await stop();
}

/**
 * Makes one module of the built server and its packages: to find, read and check a thousand takes Deno
 * longer than all else at a start.
 */
async function bundleServer(): Promise<void> {
  await build({
    entryPoints: [SERVER],
    outfile: SERVER,
    allowOverwrite: true,
    absWorkingDir: ROOT,
    alias: { "@": ROOT },
    external: SHARED,
    banner: { js: REQUIRE },
    define: { IS_BUILT: "true" },
    plugins: [{ name: "places", setup: keepPlaces }],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
}

/** In the bundle a module would be told the bundle's place for its own. */
function keepPlaces({ onLoad }: Parameters<Plugin["setup"]>[0]): void {
  onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const source = await Deno.readTextFile(path);
    if (!source.includes("import.meta.url")) return;
    const place = JSON.stringify(relative(dirname(SERVER), path).replaceAll("\\", "/"));
    const own = `new URL(${place}, import.meta.url).href`;
    return { contents: source.replaceAll("import.meta.url", own), loader: "ts" };
  });
}

async function listen(): Promise<void> {
  const port = Number(Deno.env.get("PORT"));
  const address = { hostname: "127.0.0.1", port };
  const options = { ...address, tcpBacklog: 4096, port: port || undefined };
  try {
    await builder.listen(load, options);
  } catch (error) {
    throw addressRefusal(address, error);
  }
}

/**
 * Under `--watch` the end of the app isn't the end of its process, and a restart comes as a SIGTERM
 * too. With nobody listening for it, the signal ends app and watcher together.
 */
async function load() {
  const main = await import("./main.ts");
  Deno.removeSignalListener("SIGTERM", main.stop);
  return main;
}
