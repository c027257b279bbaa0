import { assert, assertEquals } from "@std/assert";
import { dirname, join, normalize } from "node:path/posix";
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("..", import.meta.url).pathname;
const PARTS = [
  "lib",
  "routes",
  "islands",
  "workers",
  "testing",
  "scripts",
  "main.ts",
  "dev.ts",
  "serve.ts",
];
const IMPORT =
  /^\s*(?:import|export)\b[^"';]*\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

/**
 * The house from the ground up: a room (a folder, or a file of its own) imports of itself and from the
 * floors below. Rooms of one floor know nothing of each other.
 */
const FLOORS: string[][] = [
  ["lib/wire", "lib/async", "lib/bytes.ts", "lib/cache", "lib/process_stat.ts"],
  ["lib/settings.ts", "lib/ip_address.ts", "lib/http", "lib/extract/document", "lib/resume/text"],
  ["lib/start_failure.ts", "lib/runtime_version.ts", "lib/give_back_memory.ts", "lib/telemetry"],
  [
    "lib/kv",
    "lib/auth",
    "lib/extract/container",
    "lib/extract/doc",
    "lib/extract/pdf",
    "lib/extract/picture",
    "lib/extract/plain",
  ],
  ["lib/extract/office"],
  ["lib/extract/view"],
  [
    "lib/blobs",
    "lib/progress",
    "lib/extract/document_parser.ts",
    "lib/extract/ocr",
    "lib/resume/reading",
  ],
  ["lib/record"],
  ["lib/jobs", "lib/sse", "lib/users", "lib/resume/job", "lib/resume/likeness"],
  ["lib/resume/match"],
  ["lib/resume/assess.ts"],
  ["lib/extract/sandbox"],
  ["lib/extract/sandbox_exchange.ts"],
  ["lib/extract/page_viewer.ts"],
  ["lib/extract/extractor.ts"],
  ["lib/batches", "lib/criteria"],
  ["lib/uploads", "lib/decisions", "lib/shares"],
  ["lib/services.ts"],
  ["lib/api", "workers"],
  ["lib/client/api", "lib/client/format.ts"],
  ["lib/client/stream"],
  [
    "lib/client/share",
    "lib/client/upload",
    "lib/client/results",
    "lib/client/criteria",
    "lib/client/impact",
    "lib/client/console",
    "lib/client/document",
    "lib/ui/page",
    "lib/ui/parts",
  ],
  ["lib/client/batch"],
  ["lib/client/workbench"],
  [
    "lib/ui/form",
    "lib/ui/share",
    "lib/ui/results",
    "lib/ui/console",
    "lib/ui/impact",
  ],
  ["lib/ui/common.ts"],
  ["lib/ui/document"],
  ["lib/ui/sending", "lib/ui/criteria", "lib/ui/workbench"],
  ["lib/ui/batch"],
  ["islands"],
  ["routes"],
  ["lib/app.ts"],
  ["main.ts", "serve.ts"],
  ["dev.ts"],
  ["testing"],
  ["scripts"],
];

/** What runs in the browser, and what it may have of the rest: the ground floor. */
const BROWSER = /^(islands|lib\/client|lib\/ui)\//;
const BROWSER_PACKAGES = /^(preact|@preact\/signals|fresh\/runtime|d3-dsv)(\/|$)/;

/** What takes strangers' documents to pieces: no part of the server, but of its sandboxes. */
const READERS =
  /^lib\/extract\/(document_parser\.ts|(doc|ocr|office|pdf)\/|picture\/(?!picture_kind)|view\/(line|page_view))/;
const SERVER = /^(main\.ts|(routes|workers)\/)/;

/** Tests, and what only they use, import what they please. */
const TESTS = /_test\.tsx?$|\/testing\/|(^|\/)_\w*(fixture|keys)\.ts$/;

/** Longest module in lib, in lines: past that there is a second noun in it (CONTRIBUTING.md). */
const MAX_LINES = 250;
/** Most modules in a folder of lib, and files in one of tests or scripts: past that it is two rooms. */
const MAX_MODULES = 16;

Deno.test("rooms import from the floors below only", () => {
  const wrong = imports().filter(({ from, to }) => isLocal(to) && !mayImport(from, to));
  assertEquals(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
});

Deno.test("no modules import each other in a circle", () => {
  assertEquals(circles(imports()), []);
});

Deno.test("what runs in the browser imports few packages", () => {
  const wrong = imports().filter(({ from, to }) =>
    BROWSER.test(from) && !TESTS.test(from) && !isLocal(to) && !BROWSER_PACKAGES.test(to)
  );
  assertEquals(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
});

Deno.test("the ground floor imports no packages", () => {
  const wrong = imports().filter(({ from, to }) =>
    floorOf(from) === 0 && !TESTS.test(from) && !isLocal(to)
  );
  assertEquals(wrong.map(({ from, to }) => `${from} -> ${to}`), []);
});

Deno.test("the server has no reader of documents in it, as its sandboxes have", () => {
  const next = Map.groupBy(imports(/^\s*(?:import|export) type\b[^;]*;/gm), ({ from }) => from);
  const held = (entrance: RegExp) =>
    sources().filter((path) => entrance.test(path) && !TESTS.test(path))
      .flatMap((path) => [...reachable(path, next)]).filter((path) => READERS.test(path));
  assertEquals(held(SERVER), []);
  assert(held(/_main\.ts$/).includes("lib/extract/pdf/pdf_text.ts"));
});

Deno.test("lib has no barrels, no module of more than 250 lines, no folder of more than 16", () => {
  const modules = sources().filter((path) => path.startsWith("lib/") && !path.includes("_test."));
  assertEquals(modules.filter((path) => /\/(mod|index)\.tsx?$/.test(path)), []);
  assertEquals(
    modules.filter((path) => lines(path) > MAX_LINES)
      .map((path) => `${path}: ${lines(path)} lines`),
    [],
  );
  assertEquals(fullFolders(modules), []);
});

Deno.test("no folder of tests or scripts has more than 16 files, tests counted", () => {
  assertEquals(fullFolders(["scripts", "testing", "tests"].flatMap(sourcesIn)), []);
});

Deno.test("mayImport knows what would be upside down", () => {
  const wrong: [from: string, to: string][] = [
    ["lib/jobs/job.ts", "workers/worker_loop.ts"],
    ["lib/kv/keys.ts", "lib/jobs/job.ts"],
    ["lib/batches/batch.ts", "lib/http/../api/errors.ts"],
    ["lib/resume/assess.ts", "lib/services.ts"],
    ["lib/http/problem.ts", "lib/auth/session.ts"],
    ["lib/api/errors.ts", "routes/index.tsx"],
    ["islands/Screening.tsx", "lib/progress/progress.ts"],
    ["lib/ui/parts/Icon.tsx", "islands/Screening.tsx"],
    ["lib/auth/session.ts", "lib/auth/_keys.ts"],
    ["lib/blobs/blob_store.ts", "lib/progress/log.ts"],
    ["lib/kv/keys.ts", "testing/until.ts"],
    ["routes/index.tsx", "testing/api_client.ts"],
    ["main.ts", "testing/server_process.ts"],
    ["testing/server_process.ts", "tests/log_fixture.ts"],
  ].map(([from, to]) => [from, normalize(to)]);
  for (const [from, to] of wrong) assertEquals(mayImport(from, to), false, `${from} -> ${to}`);
  assertEquals(mayImport("routes/index.tsx", "islands/Screening.tsx"), true);
  assertEquals(mayImport("lib/auth/session_test.ts", "lib/auth/_keys.ts"), true);
});

Deno.test("circles finds the modules that import each other", () => {
  const edges = ["a b", "b c", "c b", "c d", "e e2"].map((pair) => {
    const [from, to] = pair.split(" ").map((name) => `lib/${name}.ts`);
    return { from, to };
  });
  assertEquals(circles(edges), ["lib/b.ts lib/c.ts"]);
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
  if (TESTS.test(from)) return true;
  // Scripts are entrances too, and some of them drive what the tests drive.
  if (from.startsWith("scripts/")) return true;
  if (TESTS.test(to) || floorOf(to) < 0) return false;
  if (roomOf(from) === roomOf(to)) return true;
  if (floorOf(from) <= floorOf(to)) return false;
  if (BROWSER.test(from)) return BROWSER.test(to) || floorOf(to) === 0;
  return !BROWSER.test(to) || floorOf(from) > floorOf("islands/");
}

/** The longest of the rooms' paths that holds the module; "" for none. */
function roomOf(path: string): string {
  return FLOORS.flat().filter((room) => path === room || path.startsWith(`${room}/`))
    .reduce((longest, room) => room.length > longest.length ? room : longest, "");
}

function floorOf(path: string): number {
  const room = roomOf(path);
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** Each circle as the paths of its modules, which all reach each other. */
function circles(edges: { from: string; to: string }[]): string[] {
  const next = Map.groupBy(edges.filter(({ to }) => isLocal(to)), ({ from }) => from);
  const reached = new Map([...next.keys()].map((from) => [from, reachable(from, next)]));
  const found = new Set<string>();
  for (const [from, all] of reached) {
    const circle = [...all].filter((to) => reached.get(to)?.has(from));
    if (circle.length > 0) found.add(circle.sort().join(" "));
  }
  return [...found];
}

function reachable(from: string, next: Map<string, { to: string }[]>): Set<string> {
  const seen = new Set<string>();
  const queue = [from];
  while (queue.length > 0) {
    for (const { to } of next.get(queue.pop()!) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push(to);
    }
  }
  return seen;
}

function isLocal(specifier: string): boolean {
  return /\.(tsx?|json)$/.test(specifier);
}

/** All of them, but for those of types alone where these are left out. */
function imports(leftOut = /(?!)/g): { from: string; to: string }[] {
  return sources().flatMap((from) => {
    const text = readFileSync(ROOT + from, "utf8").replace(leftOut, "");
    return importsOf(from, text).map((to) => ({ from, to }));
  });
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
  return PARTS.flatMap((part) => part.endsWith(".ts") ? [part] : sourcesIn(part));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path}`).filter((path) => /\.tsx?$/.test(path));
}

/** The folders that hold more files than one should, each with how many. */
function fullFolders(paths: string[]): string[] {
  return Object.entries(Object.groupBy(paths, dirname))
    .filter(([, within]) => within!.length > MAX_MODULES)
    .map(([folder, within]) => `${folder}: ${within!.length} files`);
}

function lines(path: string): number {
  return readFileSync(ROOT + path, "utf8").trimEnd().split("\n").length;
}
