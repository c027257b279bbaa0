import { assertEquals } from "@std/assert";
import { dirname, join, normalize } from "node:path/posix";
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("..", import.meta.url).pathname;
const PARTS = ["lib", "routes", "islands", "workers", "scripts", "main.ts", "dev.ts", "serve.ts"];
const IMPORT =
  /^\s*(?:import|export)\b[^"';]*\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

/** The layers; a module is of the first that fits. It imports of its own and of those MAY names. */
const LAYERS: [layer: string, paths: RegExp][] = [
  ["tests", /^(tests|bench|compat)\/|_test\.tsx?$|\/testing\/|(^|\/)_\w*(fixture|keys)\.ts$/],
  ["scripts", /^scripts\//],
  ["entrances", /^(main|dev|serve)\.ts$/],
  ["routes", /^routes\//],
  ["workers", /^workers\//],
  ["islands", /^islands\//],
  ["app", /^lib\/app\.ts$/],
  ["services", /^lib\/services\.ts$/],
  ["http", /^lib\/(http|auth)\//],
  ["domain", /^lib\/(batches|blobs|jobs|progress|sse|resume|extract)\//],
  ["browser", /^lib\/(client|ui)\//],
  ["kv", /^lib\/kv\//],
  ["base", /^lib\/(telemetry\/|settings\.ts$)/],
];

/** Who may import what besides its own layer. */
const MAY: Record<string, string[]> = {
  scripts: ["tests", "services", "http", "domain", "kv", "base", "browser"],
  entrances: ["app", "services", "workers", "base"],
  routes: ["islands", "services", "http", "domain", "browser", "base"],
  workers: ["services", "domain", "kv", "base"],
  islands: ["browser"],
  app: ["services", "http", "base"],
  services: ["http", "domain", "kv", "base"],
  http: ["services", "domain", "kv", "base"],
  domain: ["kv", "base"],
  browser: [],
  kv: ["base"],
  base: [],
};

/** Packages that each layer of the browser may have; the others choose freely. */
const PACKAGES: Record<string, RegExp> = {
  islands: /^(preact|@preact\/signals|fresh\/runtime)(\/|$)/,
  browser: /^(preact|@preact\/signals|fresh\/runtime)(\/|$)/,
};

/** Longest module in lib, in lines: past that there is a second noun in it (STYLE.md). */
const MAX_LINES = 250;

Deno.test("layers import downwards only", () => {
  const wrong = imports().filter(({ from, to }) => isLocal(to) && !mayImport(from, to));
  assertEquals(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
});

Deno.test("what runs in the browser imports few packages", () => {
  const wrong = imports().filter(({ from, to }) => {
    return !isLocal(to) && PACKAGES[layerOf(from)]?.test(to) === false;
  });
  assertEquals(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
});

Deno.test("lib has no barrels and no module of more than 250 lines", () => {
  const modules = sources().filter((path) => path.startsWith("lib/"));
  assertEquals(modules.filter((path) => /\/(mod|index)\.tsx?$/.test(path)), []);
  assertEquals(
    modules.filter((path) => !path.includes("_test.") && lines(path) > MAX_LINES)
      .map((path) => `${path}: ${lines(path)} lines`),
    [],
  );
});

Deno.test("mayImport knows what would be upside down", () => {
  const wrong: [from: string, to: string][] = [
    ["lib/jobs/job.ts", "workers/worker_loop.ts"],
    ["lib/kv/keys.ts", "lib/jobs/job.ts"],
    ["lib/batches/batch.ts", "lib/http/problem.ts"],
    ["lib/resume/parse.ts", "lib/services.ts"],
    ["lib/http/errors.ts", "routes/index.tsx"],
    ["islands/BatchView.tsx", "lib/progress/progress.ts"],
    ["lib/ui/Icon.tsx", "islands/BatchView.tsx"],
    ["workers/worker_loop.ts", "lib/http/problem.ts"],
    ["lib/auth/session.ts", "lib/auth/_keys.ts"],
  ];
  for (const [from, to] of wrong) assertEquals(mayImport(from, to), false, `${from} -> ${to}`);
  assertEquals(mayImport("routes/index.tsx", "islands/ResumeUpload.tsx"), true);
  assertEquals(mayImport("lib/auth/session_test.ts", "lib/auth/_keys.ts"), true);
});

Deno.test("importsOf finds every form of import", () => {
  const text = `
    import "@/lib/a.ts";
    import type { B } from "@/lib/b.ts";
    import { c } from "../c.ts";
    import {
      d,
    } from "./d.ts";
    export { e } from "npm-package";
    const f = await import("./f.ts");
    const text = "import { g } from nowhere";
    export type H = "one" | "two";
  `;
  assertEquals(importsOf("lib/x/y.ts", text), [
    "lib/a.ts",
    "lib/b.ts",
    "lib/c.ts",
    "lib/x/d.ts",
    "npm-package",
    "lib/x/f.ts",
  ]);
});

function mayImport(from: string, to: string): boolean {
  const [layer, other] = [layerOf(from), layerOf(to)];
  return layer === other || layer === "tests" || MAY[layer].includes(other);
}

function layerOf(path: string): string {
  const layer = LAYERS.find(([, paths]) => paths.test(path))?.[0];
  if (!layer) throw new Error(`Cannot place "${path}": it is in no layer`);
  return layer;
}

function isLocal(specifier: string): boolean {
  return /\.(tsx?|json)$/.test(specifier);
}

function imports(): { from: string; to: string }[] {
  return sources().flatMap((from) =>
    importsOf(from, readFileSync(ROOT + from, "utf8")).map((to) => ({ from, to }))
  );
}

function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map(([, named, bare, late]) =>
    resolved(path, named ?? bare ?? late)
  );
}

function resolved(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? normalize(join(dirname(from), specifier)) : specifier;
}

function sources(): string[] {
  return PARTS.flatMap((part) => {
    if (part.endsWith(".ts")) return [part];
    return readdirSync(ROOT + part, { recursive: true, encoding: "utf8" })
      .map((path) => `${part}/${path}`);
  }).filter((path) => /\.tsx?$/.test(path));
}

function lines(path: string): number {
  return readFileSync(ROOT + path, "utf8").trimEnd().split("\n").length;
}
