import { assertEquals } from "@std/assert";
import { existsSync } from "node:fs";
import { testParser } from "@/lib/extract/testing/parser_fixture.ts";
import { wordsOf } from "@/lib/extract/testing/likeness.ts";

const CHROMIUM = "/usr/bin/chromium";

const POSITIONS = [
  ["2019 – 2024", "Site Reliability Engineer", "Defined efficient offline workflows"],
  ["2015 – 2019", "Platform Engineer", "Fixed the first-line office profile"],
  ["2012 – 2015", "Junior Developer", "Found difficult flaws in file formats"],
];
const LISTS = ["Skills", "Kubernetes", "Terraform", "Languages", "Norwegian", "German"];
const WORDS = wordsOf(["Ingrid Solheim", "Experience", ...POSITIONS.flat(), ...LISTS].join("\n"));

const rows = POSITIONS.map(([dates, title, deed]) =>
  `<tr><td class=dates>${dates}<td><b>${title}</b><br>${deed}`
).join("");
const page = (style: string) =>
  `<!doctype html><meta charset=utf-8><style>body{font:13px "DejaVu Serif",serif}td{vertical-align:top}${style}</style>
  <h1>Ingrid Solheim</h1><main><h2>Experience</h2><table>${rows}</table>
  ${LISTS.map((item) => `<p>${item}</p>`).join("")}</main>`;

/** How builders style a page that they print to PDF; its words stay in their order. */
const STYLES: Record<string, string> = {
  "a column of dates": ".dates{width:150px}",
  "a page that is scaled, with ligatures": "main{transform:scale(.82);transform-origin:top left}",
  "headings in small capitals, set apart": "h2{letter-spacing:.18em;font-variant:all-small-caps}",
};

async function printed(html: string): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await Deno.makeTempDir();
  try {
    const [source, pdf] = [`${folder}/cv.html`, `${folder}/cv.pdf`];
    await Deno.writeTextFile(source, html);
    const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"];
    const profile = `--user-data-dir=${folder}/profile`;
    await new Deno.Command(CHROMIUM, {
      args: [...args, profile, `--print-to-pdf=${pdf}`, `file://${source}`],
      stdout: "null",
      stderr: "null",
    }).output();
    return await Deno.readFile(pdf);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name:
    "a resume that Chromium printed is read as it is written (skipped where Chromium is missing)",
  ignore: !existsSync(CHROMIUM),
  async fn(t) {
    const parser = await testParser();
    for (const [name, style] of Object.entries(STYLES)) {
      await t.step(name, async () => {
        const { text } = await parser.parse("pdf", await printed(page(style)));
        assertEquals(wordsOf(text), WORDS);
      });
    }
  },
});
