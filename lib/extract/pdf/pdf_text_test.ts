import { assertEquals } from "@std/assert";
import { Extractor } from "@/lib/extract/extractor.ts";
import { line, pdfOf, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";

const bar = (color: string) => `q ${color} rg 60 680 400 60 re f Q\n`;
const column = (x: number, words: readonly string[], gap = 14) =>
  words.map((word, index) => line(word, x, 660 - index * gap)).join("");

const LEFT = ["Skills and tools", "Deno and Rust", "Kafka and NATS", "SQL and Redis", "Linux"];
const RIGHT = [
  "Built a queue that loses no job",
  "Led a team of five engineers for",
  "two years and shipped a rewrite",
  "Wrote the parser of hostile files",
  "Ran the on-call rota and its tools",
];

/** A page's content and the text that is to come of it. */
const LAYOUTS: Record<string, [string, string]> = {
  "lines as lines and a gap as an empty line": [
    line("Jane Smith", 72, 700) + line("Berlin", 72, 686) + line("Work", 72, 640),
    "Jane Smith\nBerlin\n\nWork",
  ],
  "lines from the top down, however they are drawn": [
    line("second", 72, 686) + line("first", 72, 700),
    "first\nsecond",
  ],
  "a job and its dates on one line": [
    line("Engineer, Acme", 72, 700) + line("2019 - 2021", 480, 700) + line("Berlin", 72, 686) +
    line("Analyst, Globex", 72, 672) + line("2017 - 2019", 480, 672) + line("Bonn", 72, 658) +
    line("Intern, Initech", 72, 644) + line("2016 - 2017", 480, 644) + line("Ulm", 72, 630) +
    line("Tutor, Hooli", 72, 616) + line("2015 - 2016", 480, 616),
    "Engineer, Acme\t2019 - 2021\nBerlin\nAnalyst, Globex\t2017 - 2019\nBonn\n" +
    "Intern, Initech\t2016 - 2017\nUlm\nTutor, Hooli\t2015 - 2016",
  ],
  "one column after the other below a heading": [
    line("Jane Smith, Platform Engineer, Berlin and remote", 72, 700, 18) +
    column(72, LEFT) + column(220, RIGHT, 15),
    `Jane Smith, Platform Engineer, Berlin and remote\n\n${LEFT.join("\n")}\n\n${RIGHT.join("\n")}`,
  ],
  "two columns of wrapped text on the same baselines": [
    column(72, RIGHT) + column(320, RIGHT),
    `${RIGHT.join("\n")}\n\n${RIGHT.join("\n")}`,
  ],
  "letters set apart as words": [
    line("SENIOR ENGINEER", 72, 700, 14, "4 Tc") + line("J A N E", 72, 680, 11),
    "SENIOR ENGINEER\nJANE",
  ],
  "a word whose letters are set apart unevenly": [
    "BT /F1 11 Tf 72 700 Td [(E)-191(x)-274(p)-293(e)-322(r)-274(i)-339(e)-322(n)-301(c)-313(e)] TJ ET" +
    " BT /F1 11 Tf 72 660 Td [(C)-218(o)-301(n)-260(t)-104(a)-223(c)-234(t)] TJ ET",
    "Experience\n\nContact",
  ],
  "dates beside what they date, amid lines of the whole width": [
    line("Profile", 72, 720) + line("Calm and clear", 72, 706) + line("Experience", 72, 680) +
    line("2016 - 2019", 72, 660) + line("Platform Engineer", 200, 660) +
    line("Moved services", 200, 646) + line("2012 - 2016", 72, 632) + line("Developer", 200, 632) +
    line("Wrote parsers", 200, 618) + line("2010 - 2012", 72, 604) + line("Tester", 200, 604) +
    line("Skills", 72, 580) + line("SQL", 72, 566) + line("Go", 72, 552) + line("Rust", 72, 538) +
    line("Deno", 72, 524),
    "Profile\nCalm and clear\n\nExperience\n2016 - 2019\tPlatform Engineer\nMoved services\n" +
    "2012 - 2016\tDeveloper\nWrote parsers\n2010 - 2012\tTester\n\nSkills\nSQL\nGo\nRust\nDeno",
  ],
  "words that only a distance parts": [
    "BT /F1 11 Tf 72 700 Td [(Built)-300(a)-300(queue)] TJ ET",
    "Built a queue",
  ],
  "a bullet with its line": [
    line("\\267", 72, 700).replace("\\\\267", "\\267") + line("Built a queue", 90, 700),
    "· Built a queue",
  ],
  "a word broken at the end of a line": [
    line("Built a depend-", 72, 700) + line("able queue", 72, 686),
    "Built a dependable queue",
  ],
  "text turned by 90 degrees after the rest": [
    line("upright text", 72, 700) + "BT /F1 11 Tf 0 1 -1 0 40 300 Tm (turned) Tj ET",
    "upright text\n\nturned",
  ],
};

/** What is drawn before and in which way, and whether a person can see it. */
const LOOKS: Record<string, [string, boolean]> = {
  "black on white": [line("wizard", 72, 700), true],
  "render mode 3": [line("wizard", 72, 700, 11, "3 Tr"), false],
  "white on white": [line("wizard", 72, 700, 11, "1 1 1 rg"), false],
  "nearly white on white": [line("wizard", 72, 700, 11, "0.95 0.95 0.95 rg"), false],
  "grey on white": [line("wizard", 72, 700, 11, "0.6 0.6 0.6 rg"), true],
  "white on a dark bar": [bar("0 0 0.3") + line("wizard", 72, 700, 11, "1 1 1 rg"), true],
  "dark on a bar of the same colour": [
    bar("0 0 0.3") + line("wizard", 72, 700, 11, "0 0 0.3 rg"),
    false,
  ],
  "white beside a dark bar": [bar("0 0 0.3") + line("wizard", 72, 600, 11, "1 1 1 rg"), false],
  "white, with a dark bar over it": [
    line("wizard", 72, 700, 11, "1 1 1 rg") + bar("0 0 0.3"),
    false,
  ],
  "white on a round shape": [
    "q 0 0 0.3 rg 60 680 m 60 800 400 800 400 680 c 400 600 60 600 60 680 c f Q\n" +
    line("wizard", 200, 700, 11, "1 1 1 rg"),
    true,
  ],
  "2 points": [line("wizard", 72, 700, 2), false],
  "2 points by its matrix": ["BT /F1 20 Tf 0.1 0 0 0.1 72 700 Tm (wizard) Tj ET", false],
  "6 points": [line("wizard", 72, 700, 6), true],
  "left of the page": [line("wizard", -200, 700), false],
  "above the page": [line("wizard", 72, 900), false],
};

function filledForm(): Uint8Array<ArrayBuffer> {
  const stream = (text: string) => ({ value: "<<>>", stream: new TextEncoder().encode(text) });
  const font = "/Resources<</Font<</F1 5 0 R>>>>";
  return pdfOf([
    { value: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>" },
    { value: "<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 612 792]>>" },
    { value: `<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[6 0 R]${font}>>` },
    stream(line("Name:", 72, 703)),
    { value: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>" },
    {
      value: "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Jane Smith)/F 4" +
        "/Rect[172 700 372 720]/AP<</N 7 0 R>>>>",
    },
    {
      ...stream(line("Jane Smith", 0, 3)),
      value: `<</Type/XObject/Subtype/Form/BBox[0 0 200 20]${font}>>`,
    },
  ]);
}

Deno.test("pdfText", async (t) => {
  await using extractor = new Extractor({ size: 1, sandbox: "worker" });
  for (const [what, [content, text]] of Object.entries(LAYOUTS)) {
    await t.step(`keeps ${what}`, async () => {
      const found = await extractor.extract(pdfOfPages([content]), "cv.pdf");
      assertEquals([found.text, found.hidden], [text, false]);
    });
  }
  for (const [what, [content, seen]] of Object.entries(LOOKS)) {
    await t.step(`${seen ? "reads" : "leaves out"} text ${what}`, async () => {
      const page = pdfOfPages([line("Jane", 72, 740) + content]);
      const { text, hidden } = await extractor.extract(page, "cv.pdf");
      assertEquals([text.replace(/\s+/g, " "), hidden], [seen ? "Jane wizard" : "Jane", !seen]);
    });
  }
  await t.step("reads what was filled into a form", async () => {
    const { text } = await extractor.extract(filledForm(), "cv.pdf");
    assertEquals(text, "Name:\tJane Smith");
  });
  await t.step("tells what is set largest on the first page", async () => {
    const body = column(72, RIGHT);
    const first = line("Work", 72, 680, 14) + line("Jane", 72, 740, 24) +
      line("Smith", 72, 714, 24);
    const pages = pdfOfPages([first + body, line("Cover", 72, 700, 40)]);
    const { headlines } = await extractor.extract(pages, "cv.pdf");
    assertEquals(headlines, ["Jane", "Smith", "Work"]);
  });
  await t.step("puts an empty line between pages", async () => {
    const pages = pdfOfPages([line("one", 72, 700), line("two", 72, 700)]);
    const { text } = await extractor.extract(pages, "cv.pdf");
    assertEquals(text, "one\n\ntwo");
  });
});
