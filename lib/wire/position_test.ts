import { assertEquals, assertMatch } from "@std/assert";
import { formatPosition, parsePosition } from "@/lib/wire/position.ts";

const EPOCH = "0123456789abcdef";

for (const seq of [0, 1, 42, Number.MAX_SAFE_INTEGER]) {
  Deno.test(`parsePosition reads what formatPosition writes: ${seq}`, () => {
    const id = formatPosition({ epoch: EPOCH, seq });
    assertMatch(id, /^[A-Za-z0-9._-]{1,64}$/);
    assertEquals(parsePosition(id), { epoch: EPOCH, seq });
  });
}

const foreign: Record<string, string> = {
  "nothing": "",
  "a number": "17",
  "no seq": `${EPOCH}.`,
  "a negative seq": `${EPOCH}.-1`,
  "a leading zero": `${EPOCH}.01`,
  "a fraction": `${EPOCH}.1.5`,
  "an exponent": `${EPOCH}.1e3`,
  "a seq past the safe integers": `${EPOCH}.9007199254740993`,
  "an epoch too short": `${EPOCH.slice(1)}.1`,
  "an epoch in capitals": `${EPOCH.toUpperCase()}.1`,
  "a line break": `${EPOCH}.1\n`,
  "control characters": "\u0001\u0002\u0000",
  "60 KB": "a".repeat(60_000),
  "a prototype": "__proto__.1",
};

for (const [name, id] of Object.entries(foreign)) {
  Deno.test(`parsePosition gives null for ${name}`, () => assertEquals(parsePosition(id), null));
}
