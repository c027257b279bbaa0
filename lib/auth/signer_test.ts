import { assert, assertEquals } from "@std/assert";
import { SignJWT, UnsecuredJWT } from "jose";
import { Clock, KEY, OTHER_KEY } from "@/lib/auth/_keys.ts";
import { Signer } from "@/lib/auth/signer.ts";

Deno.test("Signer verifies what it signed, until it expires", async () => {
  const clock = new Clock();
  const signer = new Signer(KEY, "api", clock);
  const jwt = await signer.sign("alice", 60, { scope: "read" });
  const claims = await signer.verify(jwt);
  assertEquals([claims?.sub, claims?.scope], ["alice", "read"]);
  clock.ms += 59_000;
  assertEquals((await signer.verify(jwt))?.sub, "alice");
  clock.ms += 1000;
  assertEquals(await signer.verify(jwt), null);
  assertEquals(await new Signer(KEY, "api", clock).verify(jwt), null);
});

Deno.test("Signer verifies by the previous key too, and says so; it signs by the new one", async () => {
  const old = await new Signer(OTHER_KEY, "api").sign("alice", 60);
  const rotated = new Signer(KEY, "api", { previousKey: OTHER_KEY });
  const claims = await rotated.verify(old);
  assertEquals([claims?.sub, claims?.byPreviousKey], ["alice", true]);
  assertEquals((await rotated.verify(old))?.byPreviousKey, true, "remembered");
  const fresh = await rotated.sign("bob", 60);
  assertEquals((await new Signer(KEY, "api").verify(fresh))?.byPreviousKey, undefined);
  assertEquals(await new Signer(OTHER_KEY, "api").verify(fresh), null);
});

Deno.test("Signer refuses another key, another audience, and any change", async () => {
  const signer = new Signer(KEY, "api");
  const jwt = await signer.sign("alice", 60);
  assertEquals(await new Signer(OTHER_KEY, "api").verify(jwt), null);
  assertEquals(await new Signer(KEY, "session").verify(jwt), null);
  for (let at = 0; at < jwt.length; at++) {
    const changed = jwt.slice(0, at) + (jwt[at] === "A" ? "Q" : "A") + jwt.slice(at + 1);
    assertEquals(await signer.verify(changed), null, `changed at ${at}`);
  }
});

const exp = Math.floor(Date.now() / 1000) + 60;
const ours = { sub: "alice", iss: "resume-screener", aud: "api", iat: exp - 60, exp };

const FORGED: [string, Record<string, unknown>, string][] = [
  ["no expiry", { ...ours, exp: undefined }, "HS256"],
  ["no subject", { ...ours, sub: undefined }, "HS256"],
  ["a subject that is no user_id", { ...ours, sub: "../x" }, "HS256"],
  ["another issuer", { ...ours, iss: "someone" }, "HS256"],
  ["another algorithm", ours, "HS512"],
];

Deno.test("Signer refuses a JWT of its key with", async (t) => {
  const signer = new Signer(KEY, "api");
  for (const [what, payload, alg] of FORGED) {
    await t.step(what, async () => {
      const jwt = await new SignJWT(payload).setProtectedHeader({ alg }).sign(KEY);
      assertEquals(await signer.verify(jwt), null);
    });
  }
  await t.step("no signature", async () => {
    assertEquals(await signer.verify(new UnsecuredJWT(ours).encode()), null);
  });
  await t.step("more than any of ours has", async () => {
    const jwt = await signer.sign("alice", 60, { scope: "x".repeat(3000) });
    assertEquals(await signer.verify(jwt), null);
  });
  for (const noise of ["", "a.b.c", "x".repeat(100_000), "\0", "e30.e30.e30"]) {
    assertEquals(await signer.verify(noise), null);
  }
  const right = await new SignJWT(ours).setProtectedHeader({ alg: "HS256" }).sign(KEY);
  assert(await signer.verify(right), "the right one passes, so the others fail for their reason");
});

Deno.test("Signer remembers what it verified, for storms of reconnects", async () => {
  const signer = new Signer(KEY, "api");
  const jwt = await signer.sign("alice", 60);
  assert(await signer.verify(jwt) === await signer.verify(jwt));
});
