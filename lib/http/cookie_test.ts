import { assertEquals } from "@std/assert";
import { cookieOf } from "@/lib/http/cookie.ts";

const CASES: [header: string | null, value: string | null][] = [
  [null, null],
  ["", null],
  ["session=abc", "abc"],
  ["a=1; session=a=b==; c=3", "a=b=="],
  ["session=first; session=second", "first"],
  ["nameless; session=abc", "abc"],
  ["=x; ; =; session=abc;", "abc"],
  ["session", null],
  ["xsession=1;session2=2", null],
  ["__proto__=1", null],
];

for (const [header, value] of CASES) {
  Deno.test(`cookieOf reads ${JSON.stringify(value)} of ${JSON.stringify(header)}`, () => {
    const headers = new Headers(header === null ? {} : { cookie: header });
    assertEquals(cookieOf(headers, "session"), value);
  });
}
