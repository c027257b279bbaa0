/**
 * Writes a sandbox's script, bundled into one module, to stdout, after a line with the paths of what it
 * is made of; its argument is the script's path from the sandbox's folder. A process of its own: esbuild
 * keeps one.
 */
import { build, stop } from "esbuild";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

const result = await build({
  absWorkingDir: ROOT,
  entryPoints: [fileURLToPath(new URL(Deno.args[0], new URL("../", import.meta.url)))],
  alias: {
    "@": ROOT.slice(0, -1),
    "iconv-lite": fileURLToPath(new URL("../../container/iconv.ts", import.meta.url)),
  },
  bundle: true,
  // What Tesseract's glue asks Node for, were it there.
  external: ["fs", "path", "crypto"],
  format: "iife",
  platform: "browser",
  target: "esnext",
  minify: true,
  write: false,
  metafile: true,
  logLevel: "error",
});
await stop();
// This file says how.
const paths = ["lib/extract/sandbox/script/bundle_main.ts", ...Object.keys(result.metafile.inputs)];
const output = new Blob([JSON.stringify(paths), "\n", result.outputFiles[0].contents.slice()]);
await output.stream().pipeTo(Deno.stdout.writable);
