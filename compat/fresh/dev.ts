import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { App } from "./app.ts";
import { SNAPSHOT } from "./snapshot.ts";

type Island = { name: string; path: string; scripts: string[] };
type Applier = <State>(app: App<State>) => void;

const SOURCE = /(?<!_test)\.[jt]sx?$/;
const SERVER = `import { app } from "../main.ts";
import snapshot from "./snapshot.js";
app[Symbol.for("fresh.snapshot")] = snapshot;
export default { fetch: app.handler() };\n`;

/** Finds a project's routes and islands, and makes of them what an App serves */
export class Builder {
  #root: string;
  constructor({ root = Deno.cwd() } = {}) {
    this.#root = resolve(root);
  }

  /** Builds into `_fresh/`; or for this process alone, to be given to an App by what is returned */
  async build({ snapshot = "disk" }: { snapshot?: "disk" | "memory" } = {}): Promise<Applier> {
    if (snapshot === "disk") {
      const out = join(this.#root, "_fresh");
      rmSync(out, { recursive: true, force: true });
      await this.#write(out, "..");
      writeFileSync(join(out, "server.js"), SERVER);
      return () => Promise.reject(new Error(`Cannot apply "${out}": import its server.js`));
    }
    const out = Deno.makeTempDirSync({ prefix: "fresh_" });
    addEventListener("unload", () => rmSync(out, { recursive: true }));
    await this.#write(out, pathToFileURL(this.#root).href);
    const { default: built } = await import(pathToFileURL(join(out, "snapshot.js")).href);
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

  /** Writes the islands' scripts and snapshot.js, which imports the project from `base` */
  async #write(out: string, base: string): Promise<void> {
    const ids = ["DENO_DEPLOYMENT_ID", "GITHUB_SHA", "CI_COMMIT_SHA"].map((n) => Deno.env.get(n));
    const buildId = ids.find(Boolean) ?? crypto.randomUUID();
    const js = `static/_fresh/js/${buildId}`;
    const routes = list(this.#root, "routes").filter((path) => SOURCE.test(path));
    const islands = list(this.#root, "islands").filter((path) => SOURCE.test(path))
      .map((path) => ({ path, name: basename(path).replace(/\.\w+$/, ""), scripts: [] }));
    mkdirSync(join(out, js), { recursive: true });
    await bundle(this.#root, islands, join(out, js));
    const q = JSON.stringify;
    const file = (root: string, base: string) => (path: string) => {
      const hash = createHash("sha256").update(readFileSync(join(root, path))).digest("hex");
      return `[${q(path.slice(6))},{hash:"${hash}",content:new URL(${
        q(`${base}/${path}`)
      },import.meta.url)}]`;
    };
    const files = [
      ...list(this.#root, "static").map(file(this.#root, base)),
      ...list(out, "static").map(file(out, ".")),
    ];
    const paths = [...routes, ...islands.map(({ path }) => path)];
    writeFileSync(
      join(out, "snapshot.js"),
      `${paths.map((path, i) => `import * as m${i} from ${q(`${base}/${path}`)};\n`).join("")}
export default {
  buildId: "${buildId}",
  routes: [${routes.map((path, i) => `[${q(path.slice(7))},m${i}]`)}],
  islands: [${
        islands.map(({ name, scripts }, i) =>
          `{name:"${name}",scripts:${q(scripts)},module:m${routes.length + i}}`
        )
      }],
  files: new Map([${files}]),
};\n`,
    );
  }
}

/** Bundles the islands for the browser, and notes of each what it imports */
async function bundle(root: string, islands: Island[], outdir: string): Promise<void> {
  if (islands.length === 0) return;
  const { build, stop } = await import("esbuild");
  const here = (file: string) => fileURLToPath(import.meta.resolve(file));
  const { imports } = JSON.parse(Deno.readTextFileSync("deno.json"));
  const own = Object.entries<string>(imports).filter(([, target]) => target.startsWith("."))
    .map(([name, target]) => [name.replace(/\/$/, ""), resolve(target)]);
  const entries = islands.map(({ name, path }) => [name, join(root, path)]);
  const { metafile } = await build({
    entryPoints: Object.fromEntries([["boot", here("./boot.ts")], ...entries]),
    alias: { ...Object.fromEntries(own), "fresh/runtime": here("./runtime.ts") },
    ...{ absWorkingDir: outdir, outdir, metafile: true, target: "es2022", format: "esm" },
    ...{ bundle: true, splitting: true, minify: true, jsx: "automatic", jsxImportSource: "preact" },
  });
  await stop();
  const withImports = (script: string): string[] =>
    metafile.outputs[script].imports.filter(({ kind }) => kind === "import-statement")
      .reduce((all, { path }) => [...all, ...withImports(path)], [script]);
  for (const { name, scripts } of islands) scripts.push(...new Set(withImports(`${name}.js`)));
}

/** All files below a folder of the project that aren't hidden; none where there is no folder */
function list(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const found = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return found.map((path) => relative(root, path)).filter((path) =>
    !/\/\.(?!well-known\/)/.test(path)
  );
}
