import { assertEquals } from "@std/assert";
import { MAX_PLACES } from "@/lib/extract/document/limits.ts";
import { linePlaces } from "@/lib/extract/view/line_places.ts";

/** Pieces of a page, each a line of its own unless it names its row. */
function pieces(page: number, texts: (string | [text: string, row: number, left: number])[]) {
  return texts.map((piece, index) => {
    const [text, row, left] = typeof piece === "string" ? [piece, index, 0] : piece;
    return { text, page, box: { left, right: left + 50, top: -12 * row, bottom: -12 * row - 10 } };
  });
}

const found = (text: string, wanted: number[], all: ReturnType<typeof pieces>) =>
  linePlaces(text, new Set(wanted), all).map(({ line, page, box }) => [
    line,
    page,
    box.left,
    box.right,
    box.top,
  ]);

Deno.test("linePlaces finds a line that stands twice by what is before it", () => {
  const text = "Ann\nSQL\n\nWork\nSQL\nEnd";
  const all = [...pieces(0, ["Ann", "SQL"]), ...pieces(1, ["Work", "SQL", "End"])];
  assertEquals(found(text, [5], all), [[5, 1, 0, 50, -12]]);
  assertEquals(found(text, [2], all), [[2, 0, 0, 50, -12]]);
});

Deno.test("linePlaces puts what stands on one baseline in one box, and a broken line in two", () => {
  const tabbed = pieces(0, ["Ann", ["Baker", 1, 0], ["2019 - 2021", 1, 300]]);
  assertEquals(found("Ann\nBaker\t2019 - 2021", [2], tabbed), [[2, 0, 0, 350, -12]]);
  const broken = pieces(0, ["Baked bread for every-", "body"]);
  assertEquals(found("Baked bread for everybody", [1], broken), [
    [1, 0, 0, 50, -0],
    [1, 0, 0, 50, -12],
  ]);
});

Deno.test("linePlaces goes on after what no page shows", () => {
  const contacts = "Ann\nann@example.org\nhttps://ann.example\nWrote SQL for a bakery";
  assertEquals(found(contacts, [4], pieces(0, ["Ann", "Wrote SQL for a bakery"])), [
    [4, 0, 0, 50, -12],
  ]);
  const byOcr = `${"word ".repeat(2_000)}\nWrote SQL for a bakery`;
  assertEquals(found(byOcr, [2], pieces(1, ["Wrote SQL for a bakery"])).length, 1);
  assertEquals(found("Ann\nSQL", [2], pieces(0, ["", "---", "Garbage", "Ann", "SQL"])).length, 1);
});

Deno.test("linePlaces finds so much at most", () => {
  const letters = "ab ".repeat(3_000);
  const all = Array.from({ length: 3_000 }, () => pieces(0, ["ab"])[0]);
  const apart = all.map((piece, index) => ({ ...piece, page: index % 2 }));
  assertEquals(linePlaces(letters, new Set([1]), apart).length, MAX_PLACES);
});
