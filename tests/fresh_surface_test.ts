import { assertEquals } from "@std/assert";
import { existsSync, readdirSync } from "node:fs";

/** What the app may import of Fresh, see compat/README.md: more would not exist on both sides. */
const SURFACE: Record<string, string[]> = {
  "fresh": [
    "App",
    "Context",
    "cors",
    "createDefine",
    "csp",
    "csrf",
    "HttpError",
    "Middleware",
    "page",
    "PageProps",
    "staticFiles",
  ],
  "fresh/runtime": ["asset", "Head", "IS_BROWSER"],
  "fresh/dev": ["Builder"],
};
const IMPORT =
  /\b(?:import|export)\b([^;"']*?)\bfrom\s*["']([^"']+)["']|\bimport\s*\(?\s*["']([^"']+)["']/g;

/** The imports of a source text that the app may not have, as "name from specifier" */
function foreignImports(source: string): string[] {
  const found: string[] = [];
  for (const [, clause = "", from, bare] of source.matchAll(IMPORT)) {
    const specifier = from ?? bare;
    const isFresh = /^(?:fresh|\$fresh|jsr:@?fresh\/?.*|@fresh)(?:\/|$)/.test(specifier);
    if (/(?:^|\/)compat(?:\/|$)/.test(specifier)) found.push(`compat from ${specifier}`);
    if (!isFresh) continue;
    const names = /\{([^}]*)\}/.exec(clause)?.[1].split(",") ?? [`all of it`];
    for (const name of names.map((text) => text.trim().replace(/^type\s+|\s+as\s+.*$/g, ""))) {
      if (name && !SURFACE[specifier]?.includes(name)) found.push(`${name} from ${specifier}`);
    }
  }
  return found;
}

Deno.test("the app imports of Fresh only what its stand-in has too", () => {
  const root = new URL("../", import.meta.url).pathname;
  const folders = ["routes", "islands", "lib", "workers"].filter((name) => existsSync(root + name));
  const sources = folders.flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map((path) =>
      `${folder}/${path}`
    )
  ).concat("main.ts", "dev.ts", "serve.ts").filter((path) => /\.tsx?$/.test(path));
  const found = sources.flatMap((path) =>
    foreignImports(Deno.readTextFileSync(root + path)).map((what) => `${path}: ${what}`)
  );
  assertEquals(found, []);
});

Deno.test("foreignImports finds other names, other entries and compat itself", () => {
  const source = `
    import { App, type Context, Partial } from "fresh";
    import type { PageProps as Props } from "fresh";
    import {
      asset,
      Partial as Part,
    } from "fresh/runtime";
    import * as fresh from "fresh";
    import { Builder, assemble } from "fresh/dev";
    import { x } from "jsr:@fresh/core@^2.3.3";
    import { App as Own } from "@/compat/fresh/mod.ts";
    import "../compat/std_http/cookie.ts";
    const late = await import("fresh/internal");
    import { refresh } from "@/lib/refresh.ts";
  `;
  assertEquals(foreignImports(source), [
    "Partial from fresh",
    "Partial from fresh/runtime",
    "all of it from fresh",
    "assemble from fresh/dev",
    "x from jsr:@fresh/core@^2.3.3",
    "compat from @/compat/fresh/mod.ts",
    "compat from ../compat/std_http/cookie.ts",
    "all of it from fresh/internal",
  ]);
});
