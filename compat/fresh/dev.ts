import { build as esbuild, stop } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { App } from "./app.ts";
import { SNAPSHOT, type Snapshot } from "./snapshot.ts";

type Applier = <State>(app: App<State>) => void;
type Sources = { routes: string[]; islands: { name: string; file: string; scripts: string[] }[] };

/** Finds a project's routes and islands, and makes of them what an App serves */
export class Builder {
  #root: string;
  #out: string;

  constructor({ root = Deno.cwd(), outDir = "_fresh" } = {}) {
    this.#root = resolve(root);
    this.#out = resolve(this.#root, outDir);
  }

  /** Builds into `_fresh/`, or in memory; the function returned gives a build in memory to an App */
  async build({ snapshot = "disk" }: { snapshot?: "disk" | "memory" } = {}): Promise<Applier> {
    const ids = ["DENO_DEPLOYMENT_ID", "GITHUB_SHA", "CI_COMMIT_SHA"].map((n) => Deno.env.get(n));
    const buildId = ids.find(Boolean) ?? crypto.randomUUID();
    const sources = { routes: this.#sources("routes"), islands: this.#islands() };
    const files: Snapshot["files"] = new Map();
    for (const file of list(join(this.#root, "static"))) {
      const path = join(this.#root, "static", file);
      const hash = hashOf(Deno.readFileSync(path));
      files.set(`/${file}`, { hash, content: pathToFileURL(path) });
    }
    for (const [name, content] of await bundle(this.#root, sources.islands)) {
      files.set(`/_fresh/js/${buildId}/${name}`, { hash: hashOf(content), content });
    }
    if (snapshot === "disk") return this.#write(buildId, sources, files);
    const load = (file: string) => import(pathToFileURL(join(this.#root, file)).href);
    const built: Snapshot = { buildId, files, routes: [], islands: [] };
    for (const file of sources.routes) built.routes.push([file, await load(`routes/${file}`)]);
    for (const { name, file, scripts } of sources.islands) {
      built.islands.push({ name, module: await load(`islands/${file}`), scripts });
    }
    return (app) => void (app[SNAPSHOT] = built);
  }

  /** Builds in memory, then loads the app and serves it. Restarting is what `--watch` does */
  async listen<State>(
    load: () => Promise<{ app: App<State> }>,
    options?: Partial<Deno.ServeTcpOptions>,
  ): Promise<void> {
    const apply = await this.build({ snapshot: "memory" });
    const { app } = await load();
    apply(app);
    await app.listen(options);
  }

  #sources(dir: string): string[] {
    return list(join(this.#root, dir)).filter((file) => /(?<!_test)\.[jt]sx?$/.test(file));
  }

  #islands(): Sources["islands"] {
    return this.#sources("islands").map((file) => {
      const name = file.replace(/\.\w+$/, "").replaceAll("/", "_");
      return { name, file, scripts: [`${name}.js`] };
    });
  }

  #write(buildId: string, { routes, islands }: Sources, files: Snapshot["files"]): Applier {
    if (existsSync(this.#out)) Deno.removeSync(this.#out, { recursive: true });
    const from = (path: string) => JSON.stringify(relative(this.#out, join(this.#root, path)));
    const entries = [...files].map(([url, { hash, content }]) => {
      const path = content instanceof URL ? fileURLToPath(content) : join(this.#out, "static", url);
      Deno.mkdirSync(dirname(path), { recursive: true });
      if (!(content instanceof URL)) Deno.writeFileSync(path, content);
      const place = JSON.stringify(relative(this.#out, path));
      return `[${JSON.stringify(url)},{hash:"${hash}",content:new URL(${place},import.meta.url)}]`;
    });
    const modules = [
      ...routes.map((f) => `routes/${f}`),
      ...islands.map((i) => `islands/${i.file}`),
    ];
    const code = `${modules.map((file, i) => `import * as m${i} from ${from(file)};`).join("\n")}
export default {
  buildId: "${buildId}",
  routes: [${routes.map((file, i) => `[${JSON.stringify(file)},m${i}]`)}],
  islands: [${
      islands.map(({ name, scripts }, i) =>
        `{name:"${name}",module:m${routes.length + i},scripts:${JSON.stringify(scripts)}}`
      )
    }],
  files: new Map([${entries}]),
};\n`;
    Deno.mkdirSync(this.#out, { recursive: true });
    Deno.writeTextFileSync(join(this.#out, "snapshot.js"), code);
    const server = `import { app } from ${from("main.ts")};\nimport snapshot from "./snapshot.js";\n
app[Symbol.for("fresh.snapshot")] = snapshot;\nexport default { fetch: app.handler() };\n`;
    Deno.writeTextFileSync(join(this.#out, "server.js"), server);
    return () => {
      throw new Error(`Cannot apply the build "${this.#out}": it is on disk, import its server.js`);
    };
  }
}

/** Bundles the islands for the browser, and adds to each the scripts that it imports */
async function bundle(root: string, islands: Sources["islands"]) {
  if (islands.length === 0) return [];
  const entries = islands.map(({ name, file }) => [name, join(root, "islands", file)]);
  const boot = fileURLToPath(import.meta.resolve("./boot.ts"));
  const { outputFiles, metafile } = await esbuild({
    entryPoints: Object.fromEntries([["boot", boot], ...entries]),
    alias: aliases(),
    absWorkingDir: root,
    outdir: root,
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    target: "es2022",
  });
  await stop();
  const outputs = metafile.outputs;
  const imports = (script: string): string[] =>
    outputs[script].imports.filter(({ kind }) => kind === "import-statement")
      .flatMap(({ path }) => [path, ...imports(path)]);
  for (const island of islands) island.scripts.push(...new Set(imports(island.scripts[0])));
  return outputFiles.map(({ path, contents }) =>
    [basename(path), new Uint8Array(contents)] as const
  );
}

/** What deno.json maps to files of the project, and the browser's side of Fresh */
function aliases(): Record<string, string> {
  const { imports } = JSON.parse(Deno.readTextFileSync("deno.json"));
  const own = Object.entries<string>(imports).filter(([, target]) => target.startsWith("."))
    .map(([name, target]) => [name.replace(/\/$/, ""), resolve(target)]);
  const runtime = fileURLToPath(import.meta.resolve("./runtime.ts"));
  return { ...Object.fromEntries(own), "fresh/runtime": runtime };
}

/** All files below a folder that aren't hidden; none where there is no folder */
function list(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  )
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((file) => !/(^|\/)\.(?!well-known\/)/.test(file)).sort();
}

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 32);
