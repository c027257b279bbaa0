import { assertEquals } from "@std/assert";
import { odtOf } from "@/lib/extract/testing/office_fixture.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { odtText } from "@/lib/extract/office/odt_text.ts";

const HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/>' +
  "</style:style>";

/** A body, the text that is to come of it, and how many characters of it are hidden. */
const BODIES: Record<string, [string, string, number]> = {
  "headings, spans, tabs, spaces and breaks": [
    "<text:h>Jane</text:h><text:p>Acme<text:tab/><text:span>2019</text:span>" +
    '<text:line-break/>a<text:s text:c="2"/>b</text:p>',
    "Jane\nAcme\t2019\na  b",
    0,
  ],
  "list items": [
    "<text:list><text:list-item><text:p>Built it</text:p></text:list-item></text:list>",
    "• Built it",
    0,
  ],
  "rows of a table": [
    "<table:table><table:table-row><table:table-cell><text:p>Acme</text:p></table:table-cell>" +
    "<table:table-cell><text:p>2019</text:p></table:table-cell></table:table-row></table:table>",
    "Acme\t2019",
    0,
  ],
  "the address of a link": [
    '<text:p><text:a xlink:href="mailto:jane@example.org">Mail</text:a></text:p>',
    "Mail\n\njane@example.org",
    0,
  ],
  "hidden spans apart": [
    '<text:p>Jane<text:span text:style-name="H"> wizard</text:span></text:p>',
    "Jane",
    6,
  ],
};

Deno.test("odtText keeps", async (t) => {
  for (const [what, [body, text, hidden]] of Object.entries(BODIES)) {
    await t.step(what, async () => {
      const found = await odtText(await ZipArchive.open(await odtOf(body, HIDDEN)));
      assertEquals([found.text.trim(), found.hidden], [text, hidden]);
    });
  }
});
