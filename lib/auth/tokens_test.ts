import { assertEquals } from "@std/assert";
import { Clock, KEY } from "@/lib/auth/_keys.ts";
import { Sessions } from "@/lib/auth/session.ts";
import { Signer } from "@/lib/auth/signer.ts";
import { Tokens } from "@/lib/auth/tokens.ts";

Deno.test("Tokens gives back who a token is for and what it may do, until it expires", async () => {
  const clock = new Clock();
  const tokens = new Tokens(KEY, clock);
  const token = await tokens.issueToken({ user: "ci@x", scopes: ["read", "publish"], seconds: 60 });
  const principal = {
    user: "ci@x",
    scopes: new Set(["read", "publish"]),
    via: "token",
    expiresAt: Math.floor(clock.ms / 1000) * 1000 + 60_000,
  };
  assertEquals<unknown>(await tokens.verifyToken(token), principal);
  clock.ms += 60_000;
  assertEquals(await tokens.verifyToken(token), null);
});

Deno.test("Tokens leaves out scopes that nobody knows", async () => {
  const signed = await new Signer(KEY, "api").sign("ci", 60, { scope: "read sudo  Admin" });
  assertEquals((await new Tokens(KEY).verifyToken(signed))?.scopes, new Set(["read"]));
});

Deno.test("Tokens never takes a session for a token", async () => {
  const req = new Request("http://localhost/");
  const { setCookie = "" } = await new Sessions(KEY).ensureSession(req);
  const jwt = setCookie.slice(setCookie.indexOf("=") + 1, setCookie.indexOf(";"));
  assertEquals(await new Tokens(KEY).verifyToken(jwt), null);
});
