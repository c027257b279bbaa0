import { assert, assertEquals } from "@std/assert";
import { guardOpenMode, guardOrigin } from "@/lib/http/origin_guard.ts";
import { Problem } from "@/lib/http/problem.ts";

const OWN = "http://app.example:8000";

function request(method: string, headers: Record<string, string>, url = OWN): Request {
  const host = new URL(url).host;
  return new Request(`${url}/api`, { method, headers: { host, ...headers } });
}

function passes(guard: () => void): boolean {
  try {
    guard();
    return true;
  } catch (error) {
    assertEquals(error instanceof Problem && error.status, 403);
    return false;
  }
}

const BY_COOKIE: [string, Record<string, string>, boolean][] = [
  ["GET", {}, true],
  ["GET", { origin: OWN }, true],
  ["GET", { origin: "https://evil.example" }, false],
  ["HEAD", { origin: "https://evil.example" }, false],
  ["GET", { origin: "null" }, false],
  ["GET", { origin: "https://friend.example", "sec-fetch-site": "cross-site" }, true],
  ["GET", { "sec-fetch-site": "same-origin" }, true],
  ["GET", { "sec-fetch-site": "none" }, true],
  ["GET", { "sec-fetch-site": "cross-site" }, false],
  ["GET", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, false],
  ["GET", { "sec-fetch-site": "same-site", "sec-fetch-mode": "no-cors" }, false],
  ["GET", { "sec-fetch-site": "same-site", "sec-fetch-mode": "navigate" }, true],
  ["POST", {}, false],
  ["DELETE", {}, false],
  ["POST", { "sec-fetch-site": "same-origin" }, true],
  ["POST", { "sec-fetch-site": "none" }, true],
  ["POST", { "sec-fetch-site": "same-site" }, false],
  ["POST", { "sec-fetch-site": "cross-site" }, false],
  ["POST", { origin: OWN }, true],
  ["POST", { origin: "https://app.example:8000" }, true],
  ["POST", { origin: "http://app.example" }, false],
  ["POST", { origin: "null" }, false],
  ["POST", { origin: "https://evil.example" }, false],
  ["POST", { origin: "https://app.example.evil.example:8000" }, false],
  ["POST", { origin: "https://friend.example", "sec-fetch-site": "cross-site" }, true],
  ["GET", { upgrade: "websocket", origin: OWN }, true],
  ["GET", { upgrade: "WebSocket", origin: "https://evil.example" }, false],
  ["GET", { upgrade: "websocket", origin: "null" }, false],
  ["GET", { upgrade: "websocket", origin: "https://friend.example" }, true],
  ["GET", { upgrade: "websocket" }, false],
  ["GET", { upgrade: "websocket", "sec-fetch-site": "same-origin" }, false],
];

Deno.test("guardOrigin lets a cookie act for its own pages only", () => {
  const rules = { byCookie: true, allowedOrigins: ["https://friend.example"] };
  for (const [method, headers, expected] of BY_COOKIE) {
    const req = request(method, headers);
    const said = `${method} ${JSON.stringify(headers)}`;
    assertEquals(passes(() => guardOrigin(req, rules)), expected, said);
  }
});

Deno.test("guardOrigin lets a token act from anywhere but a foreign page's WebSocket", () => {
  const rules = { byCookie: false, allowedOrigins: [] };
  const origin = "https://evil.example";
  assertEquals(passes(() => guardOrigin(request("POST", { origin }), rules)), true);
  assertEquals(passes(() => guardOrigin(request("DELETE", {}), rules)), true);
  const socket = request("GET", { upgrade: "websocket", origin });
  assertEquals(passes(() => guardOrigin(socket, rules)), false);
});

const LOCAL = "http://127.0.0.1:8000";

const OPEN_MODE: [Record<string, string>, boolean][] = [
  [{}, true],
  [{ host: "localhost:8000" }, true],
  [{ host: "LOCALHOST" }, true],
  [{ host: "[::1]:9" }, true],
  // DNS rebinding: the name of the attacker leads to this machine.
  [{ host: "evil.example:8000" }, false],
  [{ host: "127.0.0.1.evil.example" }, false],
  [{ host: "localhost.evil.example:8000" }, false],
  [{ host: "evil.example@127.0.0.1" }, false],
  [{ host: "0.0.0.0:8000" }, false],
  [{ host: "192.168.1.5:8000" }, false],
  [{ host: "" }, false],
  [{ "x-forwarded-for": "203.0.113.1" }, false],
  [{ "x-forwarded-proto": "http" }, false],
  [{ forwarded: "for=203.0.113.1" }, false],
  [{ via: "1.1 proxy" }, false],
  [{ "x-real-ip": "127.0.0.1" }, false],
  [{ origin: LOCAL }, true],
  [{ origin: "http://127.0.0.1:9999" }, false],
  [{ origin: "https://evil.example" }, false],
  [{ origin: "null" }, false],
  [{ origin: "http://localhost:5173" }, true],
  [{ host: "evil.example:8000", origin: "http://evil.example:8000" }, false],
  [{ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }, false],
  [{ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, true],
];

const HERE: Deno.Addr = { transport: "tcp", hostname: "127.0.0.1", port: 50_000 };

Deno.test("guardOpenMode serves no other machine, whatever Host it names", () => {
  const req = new Request("http://localhost:8000/", { headers: { host: "localhost:8000" } });
  for (const hostname of ["192.168.1.20", "::ffff:10.0.0.1", "2001:db8::1"]) {
    assert(!passes(() => guardOpenMode(req, { ...HERE, hostname })));
  }
  for (const hostname of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
    guardOpenMode(req, { ...HERE, hostname });
  }
});

Deno.test("guardOpenMode serves this machine only", () => {
  for (const [headers, expected] of OPEN_MODE) {
    for (const method of ["GET", "POST"]) {
      const req = request(method, headers, LOCAL);
      const passed = passes(() => guardOpenMode(req, HERE, ["http://localhost:5173"]));
      assertEquals(passed, expected, `${method} ${JSON.stringify(headers)}`);
    }
  }
});
