import { assert, assertEquals, assertRejects } from "@std/assert";
import { textStream } from "@/lib/http/text_stream.ts";

/** Texts of `length` that count how many were made, and tell their end. */
function counted(count: number, length: number) {
  const texts = { made: 0, ended: false, all: made() };
  async function* made() {
    try {
      for (; texts.made < count; texts.made++) yield "é".repeat(length);
    } finally {
      texts.ended = true;
    }
  }
  return texts;
}

Deno.test("textStream gives all of the texts, as UTF-8", async () => {
  for (const [count, length] of [[0, 1], [1, 0], [3, 5], [20, 20_000]]) {
    const stream = await textStream(counted(count, length).all);
    assertEquals(await new Response(stream).text(), "é".repeat(count * length));
  }
});

Deno.test("textStream makes no more than is taken, and stops when nobody reads on", async () => {
  const texts = counted(1000, 15_000);
  const reader = (await textStream(texts.all)).getReader();
  for (let i = 0; i < 3; i++) assert((await reader.read()).value!.length < 200_000);
  assert(texts.made < 30, `${texts.made} were made`);
  await reader.cancel();
  assertEquals(texts.ended, true);
});

Deno.test("textStream ends what it has begun though nothing was read", async () => {
  const texts = counted(1000, 100_000);
  await (await textStream(texts.all)).cancel();
  assert(texts.made < 3);
  assertEquals(texts.ended, true);
});

Deno.test("textStream rejects before there is an answer, and breaks off after", async () => {
  async function* failing(after: number) {
    for (let i = 0; i < after; i++) yield "x".repeat(100_000);
    throw new RangeError("gone");
  }
  await assertRejects(() => textStream(failing(0)), RangeError);
  const begun = await textStream(failing(1));
  await assertRejects(() => new Response(begun).text(), RangeError);
});
