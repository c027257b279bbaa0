import { assertEquals, assertThrows } from "@std/assert";
import { checkCompound } from "@/lib/extract/container/compound_check.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { msgOf } from "@/lib/extract/testing/mail/mail_fixture.ts";

const content = new Uint8Array(200_000).fill(65);
const message = () =>
  msgOf({ subject: "Hi", body: "Hi", attachments: [{ name: "a.txt", content }] });

/** A message, one number of which is another. */
function changed(placeOf: (view: DataView) => number, value: number | "own"): Uint8Array {
  const bytes = new Uint8Array(message());
  const view = new DataView(bytes.buffer);
  const place = placeOf(view);
  const fat = 512 * (view.getUint32(76, true) + 1);
  view.setUint32(place, value === "own" ? (place - fat) / 4 : value, true);
  return bytes;
}

/** Where the table says what comes after a sector. */
const after = (sector: (view: DataView) => number) => (view: DataView) =>
  512 * (view.getUint32(76, true) + 1) + 4 * sector(view);
const directory = (view: DataView) => view.getUint32(48, true);
/** Where an entry of the directory names a neighbour or a child. */
const link = (entry: number, at: number) => (view: DataView) =>
  512 * (directory(view) + 1) + 128 * entry + at;

Deno.test("checkCompound lets a message through", () => {
  assertEquals(checkCompound(message()), undefined);
});

const LOOPS: Record<string, Uint8Array> = {
  "a directory that goes on with itself": changed(after(directory), "own"),
  "a small stream's table that goes on with itself": changed(
    after((view) => view.getUint32(60, true)),
    "own",
  ),
  "an entry that is its own neighbour": changed(link(1, 68), 1),
  "an entry that is its parent's parent": changed(link(1, 76), 0),
  "a stream that is longer than the file": changed(link(3, 120), 10_000_000),
  "a root that is": changed(link(0, 120), 10_000_000),
  "no sectors": message().subarray(0, 500),
};

for (const [what, bytes] of Object.entries(LOOPS)) {
  Deno.test(`checkCompound refuses ${what}`, () => {
    assertThrows(() => checkCompound(bytes), ExtractionError);
  });
}
