import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { clip, jsonBytes } from "@/lib/resume/text/clip.ts";
import { anyText } from "@/testing/generated/any_text.ts";

Deno.test("clip leaves short text as it is", () => assertEquals(clip(" a line ", 20), "a line"));

Deno.test("clip cuts between characters", () => assertEquals(clip("😀😀😀", 8), "😀…"));

Deno.test("clip makes one line of it", () => assertEquals(clip("a\n\u0007b", 20), "a b"));

Deno.test("clip keeps any text within its bytes", () => {
  fc.assert(
    fc.property(anyText(), fc.integer({ min: 3, max: 60 }), (text, bytes) => {
      assert(jsonBytes(clip(text, bytes)) <= bytes);
    }),
  );
});
