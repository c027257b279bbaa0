import { assert } from "@std/assert";
import { inkOf, quarterOf, skewOf } from "@/lib/extract/ocr/skew.ts";
import { turnBy, turnQuarter } from "@/lib/extract/ocr/turn.ts";
import { pictureOf } from "@/lib/extract/testing/picture_fixture.ts";

/** Lines of words, a ragged right edge, on paper that is darker to the right. */
const PAGE = pictureOf(900, 1200, (x, y) => {
  const [line, row] = [Math.floor(y / 30), y % 30];
  const isInk = line > 2 && line < 36 && x > 90 && x < 500 + (line * 97) % 300 && row < 14 &&
    x % 60 < 48 && (x * 7 + row * 3) % 5 < 3;
  return isInk ? 40 : 250 - x / 20;
});

for (const degrees of [-15, -7.3, -1.2, 0, 0.6, 4.5, 15]) {
  Deno.test(`skewOf finds that a page lies ${degrees} degrees askew`, () => {
    const found = skewOf(inkOf(turnBy(PAGE, degrees))).degrees;
    assert(Math.abs(found + degrees) <= 0.2, `${found}`);
  });
}

Deno.test("skewOf sees lines sharper across a page than along it", () => {
  const ink = inkOf(PAGE);
  assert(skewOf(ink).sharpness > 1.5 * skewOf(quarterOf(ink)).sharpness);
  const lying = inkOf(turnQuarter(PAGE));
  assert(skewOf(quarterOf(lying)).sharpness > 1.5 * skewOf(lying).sharpness);
});

Deno.test("inkOf is bounded, and finds nothing on an empty page", () => {
  assert(inkOf(pictureOf(2_000, 2_000, (x, y) => (x + y) % 2 * 255)).xs.length <= 30_000);
  assert(inkOf(pictureOf(200, 200, () => 255)).xs.length === 0);
  assert(inkOf(pictureOf(200, 200, () => 0)).xs.length === 0);
});
