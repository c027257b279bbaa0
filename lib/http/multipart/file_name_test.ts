import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fileName } from "@/lib/http/multipart/file_name.ts";
import { anyText } from "@/testing/generated/any_text.ts";

const NAMES: [string | undefined, string][] = [
  ["cv.pdf", "cv.pdf"],
  ["Lebenslauf Zoë 履歴書.pdf", "Lebenslauf Zoë 履歴書.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\me\\cv.pdf", "cv.pdf"],
  ["/", "unnamed"],
  ["..", "unnamed"],
  ["", "unnamed"],
  [undefined, "unnamed"],
  ["a\r\nb\0\u007f.pdf", "a__b__.pdf"],
  ["exe.\u202efdp", "exe._fdp"],
  ["\ud800.pdf", "\ufffd.pdf"],
  ["x".repeat(300) + ".docx", "x".repeat(250) + ".docx"],
];

Deno.test("fileName keeps a name as text, without directories and controls", () => {
  for (const [given, expected] of NAMES) assertEquals(fileName(given), expected);
});

Deno.test("fileName is short, well formed, never a path, and stable", () => {
  fc.assert(fc.property(anyText(400), (given) => {
    const name = fileName(given);
    assert(name.length >= 1 && name.length <= 255);
    assert(name.isWellFormed() && !/[/\\\p{Cc}]/u.test(name) && name !== "..");
    assertEquals(fileName(name), name);
  }));
});
