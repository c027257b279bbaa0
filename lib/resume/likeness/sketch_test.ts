import { assert, assertEquals } from "@std/assert";
import { likenessOfSketches, SKETCH_SIZE, sketchOf } from "@/lib/resume/likeness/sketch.ts";

/** A text of as many words, no two alike; those from `changed` on are others. */
const text = (words: number, changed = words) =>
  Array.from({ length: words }, (_, i) => i < changed ? `word${i}` : `other${i}`).join(" ");

const alike = (a: string, b: string) => likenessOfSketches(sketchOf(a)!, sketchOf(b)!);

Deno.test("sketchOf tells how much of two texts is the same", () => {
  // Of 1,000 shingles 818 are common to both where 900 words are: 900 / 1,100.
  for (const [changed, share] of [[1_000, 1], [950, .905], [900, .818], [500, .333], [0, 0]]) {
    const is = alike(text(1_000), text(1_000, changed));
    assert(Math.abs(is - share) < .13, `${changed}: ${is} instead of ${share}`);
  }
});

Deno.test("sketchOf looks at the words alone, in any script", () => {
  assertEquals(alike(text(100), `${text(100).toUpperCase().replaceAll(" ", " -\n\n")}.`), 1);
  assertEquals(alike("ﬁnance ".repeat(40) + text(30), "finance ".repeat(40) + text(30)), 1);
  const chinese = "我在上海的一家软件公司担任后端工程师负责支付系统的开发与维护工作超过五年时间";
  assertEquals(alike(chinese, chinese.split("").join(" ")), 1);
  assert(alike(chinese, chinese.split("").reverse().join("")) < .5);
});

Deno.test("sketchOf has nothing to say of a few words, and takes endless text", () => {
  assertEquals(sketchOf("Anna Ek, baker"), null);
  assertEquals(sketchOf(text(200_000))!.length, SKETCH_SIZE);
});
