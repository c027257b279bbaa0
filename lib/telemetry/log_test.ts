import { assertEquals } from "@std/assert";
import { configureLogs, logger } from "@/lib/telemetry/log.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";

function captured(logLevel: "debug" | "info" | "error", isTerminal = false): string[] {
  const lines: string[] = [];
  configureLogs({ logLevel }, (line) => lines.push(line), isTerminal);
  return lines;
}

Deno.test("logger writes one line of JSON a record", () => {
  const lines = captured("info");
  logger("http").info("answered {route}", { route: "/a\n", status: 200 });
  assertEquals(lines.length, 1);
  assertEquals(lines[0].includes("\n"), false);
  const { "@timestamp": time, ...rest } = JSON.parse(lines[0]);
  assertEquals(Number.isNaN(Date.parse(time)), false);
  assertEquals(rest.logger, "resume-screener.http");
  assertEquals([rest.level, rest.route, rest.status], ["INFO", "/a\n", 200]);
});

Deno.test("logger keeps to the level", () => {
  const lines = captured("error");
  logger("http").info("quiet");
  logger("http").error("loud");
  assertEquals(lines.map((line) => JSON.parse(line).message), ["loud"]);
});

Deno.test("logger never writes a token or a document", () => {
  const lines = captured("debug");
  logger("auth").debug(`got ${JWT}`, { cookie: "a=b", text: "I was born", nested: { jwt: JWT } });
  logger("auth").warn("got {token}", { token: JWT });
  for (const secret of [JWT, "a=b", "born"]) assertEquals(lines.join().includes(secret), false);
});

Deno.test("logger lays its lines out for people on a terminal, as free of secrets", () => {
  const lines = captured("info", true);
  logger("http").info("answered", { status: 200, jwt: JWT });
  const text = lines.join("\n");
  assertEquals([text.startsWith("{"), text.includes(JWT)], [false, false]);
  for (const part of ["http", "answered", "status", "200"]) assertEquals(text.includes(part), true);
});
