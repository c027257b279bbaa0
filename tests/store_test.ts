import { assertEquals } from "@std/assert";
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("..", import.meta.url).pathname;

/** What only `lib/kv` does; elsewhere the store, its keys and its limits do it. */
const RULES: { name: string; pattern: RegExp; but?: string[] }[] = [
  { name: "holds a database handle", pattern: /\bDeno\.(Kv|AtomicOperation|openKv)\b/ },
  {
    name: "says how long something is kept",
    pattern: /\bexpireIn\b/,
    // A count, a sign of life and a sample are no user's data; what is added to a batch goes with it, a link
    // lives as long as whoever made it said, and the record has a clock of its own.
    but: [
      "lib/users/usage.ts",
      "lib/sse/instances.ts",
      "workers/expiry_watch.ts",
      "lib/batches/kept_until.ts",
      "lib/record/record_chain.ts",
      "lib/record/seal_records.ts",
      "lib/shares/shares.ts",
    ],
  },
  { name: "is told how long users' data are kept", pattern: /\bretentionMs: number;/ },
  { name: "takes a key apart by hand", pattern: /\bkey\[\d\]|keys\.\w+\([^)]*\)\.slice\(/ },
  { name: "builds a key by hand", pattern: /\b(?:prefix|start|end): \[/ },
  { name: "names a limit of Deno KV", pattern: /A (?:KV )?(?:commit|read|value) (?:has|takes) \d/ },
];

for (const { name, pattern, but = [] } of RULES) {
  Deno.test(`no module outside lib/kv ${name}`, () => {
    const found = modules().filter((path) =>
      !but.includes(path) && pattern.test(readFileSync(ROOT + path, "utf8"))
    );
    assertEquals(found, []);
  });
}

function modules(): string[] {
  return ["lib", "workers", "routes"].flatMap((part) =>
    readdirSync(ROOT + part, { recursive: true, encoding: "utf8" }).map((path) => `${part}/${path}`)
  ).filter((path) => /\.tsx?$/.test(path) && !/_test\.tsx?$|^lib\/kv\/|\/testing\//.test(path))
    .sort();
}
