import { assertEquals } from "@std/assert";
import { KEY } from "@/lib/auth/_keys.ts";
import { Authenticator } from "@/lib/auth/authenticate.ts";

const auth = new Authenticator({ mode: "session", key: KEY });
const session = await auth.sessions.ensureSession(new Request("http://localhost/"));
const cookie = session.setCookie?.split(";")[0] ?? "";
const token = await auth.tokens.issueToken({ user: "bot", scopes: ["read"], seconds: 60 });

const asked = (headers: Record<string, string>) => new Request("http://localhost/api", { headers });

const CASES: [what: string, headers: Record<string, string>, known: string | undefined][] = [
  ["nobody", {}, undefined],
  ["a session", { cookie }, `${session.user} by session: read,write,publish`],
  ["a token", { authorization: `Bearer ${token}` }, "bot by token: read"],
  ["a token, scheme in small letters", { authorization: `bearer ${token}` }, "bot by token: read"],
  ["a token before a session", { cookie, authorization: `Bearer ${token}` }, "bot by token: read"],
  ["no session instead of a bad token", { cookie, authorization: "Bearer x.y.z" }, undefined],
  ["no other scheme", { cookie, authorization: "Basic YTpi" }, undefined],
  ["no token of two words", { authorization: `Bearer ${token} x` }, undefined],
  ["no session cookie as a token", { authorization: `Bearer ${cookie.split("=")[1]}` }, undefined],
  ["no token as a session cookie", { cookie: `${cookie.split("=")[0]}=${token}` }, undefined],
];

Deno.test("Authenticator knows", async (t) => {
  for (const [what, headers, known] of CASES) {
    await t.step(what, async () => {
      const principal = await auth.authenticate(asked(headers));
      const said = principal && `${principal.user} by ${principal.via}: ${[...principal.scopes]}`;
      assertEquals(said ?? undefined, known);
    });
  }
});

Deno.test("Authenticator takes everyone for the local user in open mode", async () => {
  const open = new Authenticator({ mode: "open", key: KEY });
  const principal = await open.authenticate(asked({ authorization: "Bearer x" }));
  assertEquals([principal?.user, principal?.via], ["local", "open"]);
});
