import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { App } from "./app.ts";
import { SNAPSHOT, type Snapshot } from "./snapshot.ts";

type Module = Record<string, unknown>;
type Island = { name: string; path: string; scripts: string[] };
type Script = [name: string, content: Uint8Array<ArrayBuffer>];
type File = [url: string, hash: string, path: string];
type Plan = { buildId: string; routes: string[]; islands: Island[]; files: File[] };
type Applier = <State>(app: App<State>) => void;

/** Finds a project's routes and islands, and makes of them what an App serves */
export class Builder {
  #root: string;
  constructor({ root = Deno.cwd() } = {}) {
    this.#root = resolve(root);
  }

  /** Builds into `_fresh/`, or in memory; the function returned gives a build in memory to an App */
  async build({ snapshot = "disk" }: { snapshot?: "disk" | "memory" } = {}): Promise<Applier> {
    const ids = ["DENO_DEPLOYMENT_ID", "GITHUB_SHA", "CI_COMMIT_SHA"].map((n) => Deno.env.get(n));
    const buildId = ids.find(Boolean) ?? crypto.randomUUID();
    const files = list(this.#root, "static").map((path): File => {
      return [path.slice(6), hashOf(Deno.readFileSync(join(this.#root, path))), path];
    });
    const islands = list(this.#root, "islands", SOURCE).map((path): Island => {
      const name = path.slice(8).replace(/\.\w+$/, "").replaceAll("/", "_");
      return { name, path, scripts: [`${name}.js`] };
    });
    const plan: Plan = { buildId, routes: list(this.#root, "routes", SOURCE), islands, files };
    const scripts = await bundle(this.#root, islands);
    if (snapshot === "disk") return write(this.#root, plan, scripts);
    const load = (path: string) => import(pathToFileURL(join(this.#root, path)).href);
    const built = assemble(this.#root, plan, await Promise.all(modulesOf(plan).map(load)));
    for (const [name, content] of scripts) {
      built.files.set(`/_fresh/js/${buildId}/${name}`, { hash: hashOf(content), content });
    }
    return (app) => void (app[SNAPSHOT] = built);
  }

  /** Builds in memory, then loads the app and serves it. Building anew is left to `--watch` */
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

const SOURCE = /(?<!_test)\.[jt]sx?$/;
const modulesOf = ({ routes, islands }: Plan) => [...routes, ...islands.map(({ path }) => path)];
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 32);

/** Joins a plan with the modules that it names, and gives it to the app; server.js calls it too */
export function assemble(root: string, plan: Plan, modules: Module[]): Snapshot {
  const routes = plan.routes.map((path, i): [string, Module] => [path.slice(7), modules[i]]);
  const islands = plan.islands.map((island, i) => ({
    ...island,
    module: modules[routes.length + i],
  }));
  const files = plan.files.map(([url, hash, path]) =>
    [url, { hash, content: pathToFileURL(resolve(root, path)) }] as const
  );
  return { buildId: plan.buildId, routes, islands, files: new Map(files) };
}

function write(root: string, plan: Plan, scripts: Script[]): Applier {
  const base = `/_fresh/js/${plan.buildId}`;
  const out = join(root, "_fresh");
  if (existsSync(out)) Deno.removeSync(out, { recursive: true });
  Deno.mkdirSync(`${out}/static${base}`, { recursive: true });
  for (const [name, content] of scripts) {
    Deno.writeFileSync(`${out}/static${base}/${name}`, content);
    plan.files.push([`${base}/${name}`, hashOf(content), `_fresh/static${base}/${name}`]);
  }
  const paths = modulesOf(plan).map((path) => JSON.stringify(`../${path}`));
  const snapshot = `${paths.map((path, i) => `import * as m${i} from ${path};\n`).join("")}
export const modules = [${paths.map((_, i) => `m${i}`)}];
export const plan = ${JSON.stringify(plan, null, 2)};\n`;
  const server = `import { assemble, SNAPSHOT } from "fresh/dev";
import { app } from "../main.ts";
import { modules, plan } from "./snapshot.js";
app[SNAPSHOT] = assemble(import.meta.dirname + "/..", plan, modules);
export default { fetch: app.handler() };\n`;
  Deno.writeTextFileSync(`${out}/snapshot.js`, snapshot);
  Deno.writeTextFileSync(`${out}/server.js`, server);
  return () => {
    throw new Error(`Cannot apply the build "${out}": it is on disk, import its server.js`);
  };
}

/** Bundles the islands for the browser, and adds to each the scripts that it imports */
async function bundle(root: string, islands: Island[]): Promise<Script[]> {
  if (islands.length === 0) return [];
  const { build, stop } = await import("esbuild");
  const here = (file: string) => fileURLToPath(import.meta.resolve(file));
  const { imports } = JSON.parse(Deno.readTextFileSync("deno.json"));
  const own = Object.entries<string>(imports).filter(([, target]) => target.startsWith("."))
    .map(([name, target]) => [name.replace(/\/$/, ""), resolve(target)]);
  const entries = islands.map(({ name, path }) => [name, join(root, path)]);
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries([["boot", here("./boot.ts")], ...entries]),
    alias: { ...Object.fromEntries(own), "fresh/runtime": here("./runtime.ts") },
    ...{ absWorkingDir: root, outdir: root, write: false, metafile: true, target: "es2022" },
    ...{ bundle: true, splitting: true, minify: true, format: "esm" },
    ...{ jsx: "automatic", jsxImportSource: "preact" },
  });
  await stop();
  const imported = (script: string): string[] =>
    metafile.outputs[script].imports.filter(({ kind }) => kind === "import-statement")
      .flatMap(({ path }) => [path, ...imported(path)]);
  for (const { scripts } of islands) scripts.push(...new Set(imported(scripts[0])));
  return outputFiles.map(({ path, contents }) => [basename(path), new Uint8Array(contents)]);
}

/** All files below a folder of the project that aren't hidden; none where there is no folder */
function list(root: string, folder: string, only = /./): string[] {
  if (!existsSync(join(root, folder))) return [];
  const found = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return found.filter((path) => only.test(path) && !/\/\.(?!well-known\/)/.test(path)).sort();
}

export { SNAPSHOT };
