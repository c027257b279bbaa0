import { assertEquals } from "@std/assert";
import { ACCEPTED } from "@/lib/wire/file_kinds.ts";
import { mediaTypeOf } from "@/lib/wire/review/media_types.ts";

Deno.test("mediaTypeOf knows every kind of file that may be given", () => {
  const unknown = ACCEPTED.split(",")
    .filter((ending) => mediaTypeOf(`cv${ending}`) === "application/octet-stream");
  assertEquals(unknown, []);
});

Deno.test("mediaTypeOf goes by the last ending, in capitals too, and knows when it doesn't know", () => {
  assertEquals(mediaTypeOf("Ann.Lee.PDF"), "application/pdf");
  for (const name of ["cv", "cv.", "cv.exe", "cv.constructor", ".pdf.", "pdf"]) {
    assertEquals(mediaTypeOf(name), "application/octet-stream");
  }
});
