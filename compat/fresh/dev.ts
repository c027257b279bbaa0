import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { App } from "./app.ts";
import { SNAPSHOT } from "./snapshot.ts";

type Island = { name: string; path: string; scripts: string[] };
type Applier = <State>(app: App<State>) => void;

const SERVER = `import { app } from "../main.ts";
import snapshot from "./snapshot.js";
app[Symbol.for("fresh.snapshot")] = snapshot;
export default { fetch: app.handler() };\n`;

/** Finds a project's routes and islands, and makes of them what an App serves */
export class Builder {
  constructor(readonly options: { root?: string } = {}) {}

  /** Builds into `_fresh/`; or for this process alone, to be given to an App by what is returned */
  async build({ snapshot = "disk" }: { snapshot?: "disk" | "memory" } = {}): Promise<Applier> {
    const root = resolve(this.options.root ?? ".");
    const disk = snapshot === "disk";
    const out = disk ? join(root, "_fresh") : Deno.makeTempDirSync({ prefix: "fresh_" });
    if (disk) rmSync(out, { recursive: true, force: true });
    const ids = ["DENO_DEPLOYMENT_ID", "GITHUB_SHA", "CI_COMMIT_SHA"].map((n) => Deno.env.get(n));
    const buildId = ids.find(Boolean) ?? crypto.randomUUID();
    const scripts = join(out, "static/_fresh/js", buildId);
    mkdirSync(scripts, { recursive: true });
    const islands = await bundle(root, list(root, "islands", /\.[jt]sx?$/), scripts);
    const routes = list(root, "routes", /(?<!_test)\.[jt]sx?$/);
    const [base, own] = disk ? ["..", "."] : [root, out].map((path) => pathToFileURL(path).href);
    const files = list(root, "static").map((path) => [path.slice(6), `${base}/${path}`]);
    files.push(...list(out, "static").map((path) => [path.slice(6), `${own}/${path}`]));
    const modules = [...routes, ...islands.map(({ path }) => path)];
    const [r, i, f] = [routes, islands, files].map((value) => JSON.stringify(value));
    const code = `${
      modules.map((path, i) => `import * as m${i} from "${base}/${path}";\n`).join("")
    }
const modules = [${modules.map((_, i) => `m${i}`)}];
export default {
  buildId: "${buildId}",
  routes: ${r}.map((path, i) => [path.slice(7), modules[i]]),
  islands: ${i}.map((island, i) => ({ ...island, module: modules[${routes.length} + i] })),
  files: new Map(${f}.map(([url, path]) => [url, new URL(path, import.meta.url)])),
};\n`;
    if (disk) {
      writeFileSync(join(out, "snapshot.js"), code);
      writeFileSync(join(out, "server.js"), SERVER);
      return () => {};
    }
    // Not as a file: `--watch` would watch it, and start anew when it goes.
    const { default: built } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    for (const path of list(out, "static")) {
      const content = readFileSync(join(out, path), "base64");
      built.files.set(path.slice(6), new URL(`data:;base64,${content}`));
    }
    rmSync(out, { recursive: true });
    return (app) => void (app[SNAPSHOT] = built);
  }

  /** Builds, then loads the app and serves it. Building anew is left to `--watch` */
  async listen<State>(
    load: () => Promise<{ app: App<State> }>,
    options?: Partial<Deno.ServeTcpOptions>,
  ): Promise<void> {
    const apply = await this.build({ snapshot: "memory" });
    const { app } = await load();
    apply(app);
    await app.listen(options);
  }
}

/** Bundles the islands for the browser, and notes of each which scripts it takes */
async function bundle(root: string, paths: string[], outdir: string): Promise<Island[]> {
  if (paths.length === 0) return [];
  const named = paths.map((path) => ({ path, name: path.slice(8).replace(/\W/g, "_") }));
  const { build, stop } = await import("esbuild");
  const here = (file: string) => fileURLToPath(import.meta.resolve(file));
  const { imports } = JSON.parse(Deno.readTextFileSync("deno.json"));
  const alias: Record<string, string> = { "fresh/runtime": here("./runtime.ts") };
  for (const [name, target] of Object.entries<string>(imports)) {
    if (target.startsWith(".")) alias[name.replace(/\/$/, "")] = resolve(target);
  }
  const entries = named.map(({ name, path }) => [name, join(root, path)]);
  const { metafile } = await build({
    entryPoints: Object.fromEntries([["boot", here("./boot.ts")], ...entries]),
    ...{ alias, absWorkingDir: outdir, outdir, metafile: true, target: "es2022", format: "esm" },
    ...{ bundle: true, splitting: true, minify: true, jsx: "automatic", jsxImportSource: "preact" },
  });
  await stop();
  const withImports = (script: string): string[] =>
    metafile.outputs[script].imports.filter(({ kind }) => kind === "import-statement")
      .reduce((all, { path }) => [...all, ...withImports(path)], [script]);
  return named.map((one) => ({ ...one, scripts: [...new Set(withImports(`${one.name}.js`))] }));
}

/** The files below a folder that aren't hidden; none where there is no folder */
function list(root: string, folder: string, only = /./): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => only.test(path) && !/\/\.(?!well-known\/)/.test(path));
}
