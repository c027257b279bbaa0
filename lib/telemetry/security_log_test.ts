import { assertEquals } from "@std/assert";
import { configureSync, type LogRecord, resetSync } from "@logtape/logtape";
import { SecurityLog } from "@/lib/telemetry/security_log.ts";

/** What is written while `work` runs: messages with their properties. */
function written(work: () => void): [string, Record<string, unknown>][] {
  const records: LogRecord[] = [];
  configureSync({
    reset: true,
    sinks: { records: (record) => records.push(record) },
    loggers: [
      { category: "resume-screener", sinks: ["records"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["records"] },
    ],
  });
  try {
    work();
  } finally {
    resetSync();
  }
  assertEquals(records.every(({ category }) => category.at(-1) === "security"), true);
  return records.map(({ message, properties }) => [message.join(""), properties]);
}

Deno.test("SecurityLog writes a kind of refusal once a minute, with how many there were", () => {
  let now = 0;
  const log = new SecurityLog({ now: () => now });
  const lines = written(() => {
    for (let i = 0; i < 1000; i++) log.refused("403");
    log.refused("429");
    now = 60_000;
    log.refused("403");
    now = 119_999;
    log.refused("403");
  });
  assertEquals(lines.map(([, { kind, count }]) => [kind, count]), [
    ["403", 1],
    ["429", 1],
    ["403", 1000],
  ]);
});

Deno.test("SecurityLog writes a link's first use alone, and of links the id and what they let do", () => {
  const log = new SecurityLog();
  const share = {
    id: "s1",
    user: "u_secret",
    label: "Ann",
    hash: "h",
    blind: true,
    mayDecide: false,
  };
  const lines = written(() => {
    log.shareMade(share);
    log.shareUsed(share);
    log.shareUsed(share);
    log.shareUsed({ id: "s2" });
    log.shareRevoked(share);
  });
  assertEquals(lines, [
    ["share made", { share: "s1", blind: true, mayDecide: false }],
    ["share used", { share: "s1" }],
    ["share used", { share: "s2" }],
    ["share revoked", { share: "s1" }],
  ]);
});
