import { assertEquals } from "@std/assert";
import { Headlines, MAX_HEADLINES } from "@/lib/extract/document/headlines.ts";

const headlinesOf = (...lines: [text: string, size: number][]) => {
  const headlines = new Headlines();
  for (const [text, size] of lines) headlines.add(text, size);
  return headlines.largest();
};
const BODY: [string, number] = ["Built a queue that loses no job", 10];

Deno.test("Headlines tells what is larger than most of the page, largest first", () => {
  assertEquals(headlinesOf(["Work", 12], BODY, ["Jane", 20], ["small print", 6]), ["Jane", "Work"]);
});

Deno.test("Headlines tells nothing where all is alike, or barely different", () => {
  assertEquals(headlinesOf(BODY, ["Jane", 10], ["Work", 11]), []);
  assertEquals(headlinesOf(), []);
});

Deno.test("Headlines is bounded", () => {
  const many = Array.from({ length: 50 }, (): [string, number] => ["Jane", 20]);
  assertEquals(headlinesOf(["a".repeat(10_000), 10], ...many).length, MAX_HEADLINES);
  assertEquals(headlinesOf(BODY, ["a".repeat(121), 20], ["* * *", 20]), []);
});
