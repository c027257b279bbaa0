import { assertEquals } from "@std/assert";
import { SignJWT } from "jose";
import { KEY, OTHER_KEY } from "@/lib/auth/_keys.ts";
import { openAttempt, returnPath, sealAttempt } from "@/lib/auth/sign_in/sign_in_attempt.ts";

const ATTEMPT = { state: "s", nonce: "n", verifier: "v", returnTo: "/batches" };

/** An attempt that is sealed otherwise than ours are. */
function sealed({ audience = "sign-in", exp = "5m" as string | null }): Promise<string> {
  const jwt = new SignJWT(ATTEMPT).setProtectedHeader({ alg: "HS256" }).setAudience(audience);
  return (exp === null ? jwt : jwt.setExpirationTime(exp)).sign(KEY);
}

Deno.test("openAttempt opens what sealAttempt has sealed by the same key", async () => {
  const text = await sealAttempt(ATTEMPT, KEY);
  assertEquals(await openAttempt(text, KEY), ATTEMPT);
  assertEquals(await openAttempt(text, OTHER_KEY), null);
  assertEquals(await openAttempt(text.slice(0, -4) + "AAAA", KEY), null);
});

Deno.test("openAttempt takes none that has run out or never does, and nothing else that is signed", async () => {
  assertEquals(await openAttempt(await sealed({}), KEY), ATTEMPT);
  assertEquals(await openAttempt(await sealed({ exp: "-1s" }), KEY), null);
  assertEquals(await openAttempt(await sealed({ exp: null }), KEY), null);
  assertEquals(await openAttempt(await sealed({ audience: "session" }), KEY), null);
});

Deno.test("returnPath stays on this site", () => {
  const own = ["/", "/batches?q=a%20b", "/batches/b1/files/f1"];
  for (const path of own) assertEquals(returnPath(path), path);
  const foreign = [
    null,
    "",
    "batches",
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "//elsewhere.example/batches",
    "/\\elsewhere.example/",
    "/\t/elsewhere.example/",
    "/.//elsewhere.example/",
    "/x/..//elsewhere.example/",
    "/%2e//elsewhere.example/",
    "/./\\elsewhere.example/",
    "/" + "x".repeat(500),
  ];
  for (const path of foreign) assertEquals(returnPath(path), "/", String(path));
});
