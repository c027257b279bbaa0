import { assert, assertEquals, assertRejects } from "@std/assert";
import { existsSync } from "node:fs";
import { ExtractionError, type ExtractionReason } from "@/lib/extract/document/extraction_error.ts";
import { assess, screen } from "@/lib/resume/assess.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { Extractor } from "@/lib/extract/extractor.ts";
import { isThorough, rounds } from "@/testing/thorough.ts";
import {
  chunkedDocx,
  docxOf,
  odtOf,
  paragraph,
  wordXml,
  zipOf,
} from "@/lib/extract/testing/office_fixture.ts";
import { docOf, oldDocOf } from "@/lib/extract/testing/doc_fixture.ts";
import {
  bombPdf,
  deflated,
  encryptedPdf,
  endlessPdf,
  idlePdf,
  line,
  nestedForms,
  pdfOfPages,
} from "@/lib/extract/testing/pdf_fixture.ts";

type Bytes = Uint8Array | Promise<Uint8Array>;

const utf8 = (text: string) => new TextEncoder().encode(text);
const page = (content: string) => pdfOfPages([content]);
/** A Pages document whose preview has this line. */
const pagesOf = (text: string) =>
  zipOf({
    "index.xml": "<sl:document/>",
    "QuickLook/Preview.pdf": new TextDecoder("latin1").decode(page(line(text, 72, 700))),
  });
const wait = async (bytes: Promise<Uint8Array>, change: (bytes: Uint8Array) => Uint8Array) =>
  change(await bytes);

async function wordyPdf(): Promise<Uint8Array> {
  const lines = Array.from({ length: 3_000 }, (_, at) => line(`${at} `.repeat(40), 0, at / 4, 4));
  return pdfOfPages([await deflated(utf8(lines.join("")))]);
}

/** A document in a document, so many times. */
async function chunksOf(depth: number): Promise<Uint8Array> {
  let bytes = await docxOf(paragraph("Jane"));
  for (let at = 0; at < depth; at++) bytes = await chunkedDocx({ "word/inner.docx": bytes });
  return bytes;
}

const made = new Map<() => Bytes, Bytes>();

/** Made once for all sandboxes: some take seconds. */
function once(make: () => Bytes): Bytes {
  const bytes = made.get(make) ?? make();
  made.set(make, bytes);
  return bytes;
}

const READ: Record<string, [string, () => Bytes, string, boolean]> = {
  "a PDF": ["cv.pdf", () => page(line("Jane Smith", 72, 700)), "Jane Smith", false],
  "a PDF called something else": ["cv.txt", () => page(line("Jane", 72, 700)), "Jane", false],
  "junk before a PDF": [
    "cv.pdf",
    () => new Uint8Array([...utf8("\r\n\r\n"), ...page(line("Jane", 72, 700))]),
    "Jane",
    false,
  ],
  "a Word document": ["cv.docx", () => docxOf(paragraph("Jane")), "Jane", false],
  "a Word document called something else": [
    "cv.txt",
    () => docxOf(paragraph("Jane")),
    "Jane",
    false,
  ],
  "a document of Word 97": ["cv.doc", () => docOf("Jane\rSmith\r"), "Jane\nSmith", false],
  "a Pages document by its preview": ["cv.pages", () => pagesOf("Jane"), "Jane", false],
  "an OpenDocument text": ["cv.odt", () => odtOf("<text:p>Jane</text:p>"), "Jane", false],
  "RTF": ["cv.rtf", () => utf8("{\\rtf1\\ansi Jane\\par M\\'fcller}"), "Jane\nMüller", false],
  "HTML": [
    "cv.html",
    () => utf8('<h1 title="a > b">Andr&eacute;</h1><p>A &amp; B'),
    "André\n\nA & B",
    false,
  ],
  "text": ["cv.txt", () => utf8("Jane\r\nSmith  \n\n\n\nBerlin\n"), "Jane\nSmith\n\nBerlin", false],
  "text called PDF": ["cv.pdf", () => utf8("Jane"), "Jane", false],
  "text without a type": ["README", () => utf8("Jane"), "Jane", false],
  "a document of Word 6": ["cv.doc", () => oldDocOf(utf8("Jane\r")), "Jane", false],
  "hidden text in a document of Word 97": [
    "cv.doc",
    () => docOf("Jane wizard\r", { runs: [[5, []], [6, [0x3c, 0x08, 1]]] }),
    "Jane",
    true,
  ],
  "hidden text in HTML": [
    "cv.html",
    () => utf8("<style>.x{display:none}</style>Jane<p class=x>wizard"),
    "Jane",
    true,
  ],
  "hidden text in a PDF": [
    "cv.pdf",
    () => page(line("Jane", 72, 700) + line("wizard", 72, 600, 11, "3 Tr")),
    "Jane",
    true,
  ],
  "hidden text in a Word document": [
    "cv.docx",
    () => docxOf(paragraph("Jane") + paragraph("wizard", "<w:vanish/>")),
    "Jane",
    true,
  ],
};

const REFUSED: Record<string, [string, () => Bytes, ExtractionReason]> = {
  "nothing": ["cv.pdf", () => new Uint8Array(0), "empty"],
  "a picture": ["cv.pdf", () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]), "unsupported"],
  "11 MB": ["cv.txt", () => new Uint8Array(11 << 20).fill(65), "too_large"],
  "a broken PDF": ["cv.pdf", () => utf8("%PDF-1.7\n1 0 obj\n<</Type"), "corrupt"],

  "a PDF with a password": ["cv.pdf", encryptedPdf, "encrypted"],
  "31 pages": [
    "cv.pdf",
    () => pdfOfPages(Array.from({ length: 31 }, () => line("x", 72, 700))),
    "too_many_pages",
  ],
  "a PDF of too much text": ["cv.pdf", wordyPdf, "too_much_text"],
  "a PDF that inflates to 300 MB": ["cv.pdf", bombPdf, "out_of_memory"],
  "a PDF of forms in forms": ["cv.pdf", () => nestedForms(30, 3), "out_of_memory"],
  "a cut Word document": [
    "cv.docx",
    () => wait(docxOf(paragraph("Jane")), (bytes) => bytes.subarray(0, 200)),
    "corrupt",
  ],
  "an encrypted zip": [
    "cv.docx",
    () => zipOf({ "word/document.xml": wordXml(paragraph("Jane")) }, "secret"),
    "encrypted",
  ],
  "a Word document with a password": [
    "cv.docx",
    () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    "encrypted",
  ],
  "a Pages document without a preview": [
    "cv.pages",
    () => zipOf({ "Index/Document.iwa": "x", "preview.jpg": "x" }),
    "no_preview",
  ],
  "a Pages document of a bomb": [
    "cv.pages",
    () => zipOf({ "QuickLook/Preview.pdf": " ".repeat(33e6) }),
    "too_much_inside",
  ],
  "sheets called a document": [
    "cv.docx",
    () =>
      zipOf({
        "[Content_Types].xml":
          `<Types><Override PartName="/xl/workbook.xml" ContentType="${"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}"/></Types>`,
        "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument" ' +
          'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": "<workbook/>",
      }),
    "unsupported",
  ],
  "a document of Word 97 whose sectors go round": [
    "cv.doc",
    () => {
      const bytes = docOf("Jane\r".repeat(2_000));
      new DataView(bytes.buffer).setUint32(512 + 4 * 3, 2, true);
      return bytes;
    },
    "corrupt",
  ],
  "a document of Word 6 that says it has 2 billion letters": [
    "cv.doc",
    () => {
      const bytes = oldDocOf(utf8("Jane\r"));
      const start = bytes.findIndex((byte, at) => byte === 0xdc && bytes[at + 1] === 0xa5);
      new DataView(bytes.buffer).setUint32(start + 0x34, 2 ** 31, true);
      return bytes;
    },
    "too_much_text",
  ],
  "RTF nested 100,000 deep": ["cv.rtf", () => utf8(`{\\rtf1${"{a".repeat(100_000)}`), "corrupt"],
  "HTML nested 100,000 deep": ["cv.html", () => utf8("<b>".repeat(100_000)), "corrupt"],
  "documents in documents in documents": ["cv.docx", () => chunksOf(5), "too_much_inside"],
  "a document of many bombs": [
    "cv.docx",
    async () => {
      const bomb = await zipOf({
        "word/document.xml": " ".repeat(20_000_000) + "x".repeat(150_000),
      });
      const names = Array.from({ length: 5 }, (_, at) => `word/a${at}.docx`);
      return await chunkedDocx(Object.fromEntries(names.map((name) => [name, bomb])));
    },
    "too_much_inside",
  ],
  "another kind of zip": ["cv.zip", () => zipOf({ "a.txt": "Jane" }), "unsupported"],
  "a zip bomb": ["cv.docx", () => docxOf(paragraph(" ".repeat(20_000_000))), "too_much_inside"],
  "2,001 entries": [
    "cv.docx",
    () => docxOf("", Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`a${at}`, ""]))),
    "too_much_inside",
  ],
  "deep XML": [
    "cv.docx",
    () => docxOf("<w:p>".repeat(300) + "</w:p>".repeat(300)),
    "corrupt",
  ],
  "entities": [
    "cv.docx",
    () =>
      zipOf({
        "word/document.xml": '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' +
          wordXml(paragraph("&b;")),
      }),
    "corrupt",
  ],
  "text of too many characters": ["cv.txt", () => utf8("ab ".repeat(200_000)), "too_much_text"],
};

/** What is tried in Workers too, where the same program runs in another sandbox; all where thorough. */
const IN_WORKERS = [
  "a PDF",
  "a Word document",
  "hidden text in HTML",
  "nothing",
  "a broken PDF",
  "a PDF of forms in forms",
  "a zip bomb",
];

const DATA = new URL("../../../shared/data/", import.meta.url);
const RESUMES = new URL("offlinecv/", DATA);

/** Of the downloaded resumes every so many-th. */
function resumes(): string[] {
  return [...Deno.readDirSync(RESUMES)].map(({ name }) => name)
    .filter((name) => name.endsWith(".pdf")).sort().filter((_, at) => at % rounds(30, 3) === 0);
}

/** Milliseconds that a document may take where the limit is what is tried. */
const LIMIT_MS = 500;

/** What takes longer. A Worker that is ended goes on to the document's end (Deno 2.9), so its end is near. */
const LONG = { process: endlessPdf, worker: () => idlePdf(1, 24) };

/**
 * The sandboxes that this thread has started. Not all of the process's: `deno test --parallel` runs
 * every file in one process, and the others' sandboxes are not this file's to kill.
 */
function sandboxPids(): number[] {
  const children = Deno.readTextFileSync("/proc/thread-self/children").split(" ").filter(Boolean);
  return children.map(Number).filter(isSandbox);
}

function isSandbox(pid: number): boolean {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/cmdline`).includes("child_main.ts");
  } catch {
    return false; // It has ended.
  }
}

for (const sandbox of ["process", "worker"] as const) {
  const isTried = ([what]: [what: string, ...unknown[]]) =>
    sandbox === "process" || isThorough() || IN_WORKERS.includes(what);

  Deno.test(`Extractor in a ${sandbox}`, async (t) => {
    await using extractor = new Extractor({ size: 1, timeoutMs: 30_000, sandbox });
    for (const [what, [name, bytes, text, hidden]] of Object.entries(READ).filter(isTried)) {
      await t.step(`reads ${what}`, async () => {
        const found = await extractor.extract(await once(bytes), name);
        assertEquals([found.text, found.hidden], [text, hidden]);
      });
    }
    for (const [what, [name, bytes, reason]] of Object.entries(REFUSED).filter(isTried)) {
      await t.step(`refuses ${what}`, async () => {
        const file = await once(bytes);
        const error = await assertRejects(() => extractor.extract(file, name), ExtractionError);
        assertEquals([error.reason, error.retryable], [reason, false]);
      });
    }
    await t.step("scores what it reads, as assess does", async () => {
      const resume = "Jane Smith\n\nSkills\nGo, SQL\n\nExperience\nEngineer, Acme, 2019 - Present";
      for (const job of ["Must have: Go, Rust", "Must have: 4 years of SQL", ""]) {
        const now = new Date("2026-11-01T00:00:00Z");
        const { code, ...screened } = await extractor.screen(utf8(resume), "cv.txt", { job, now });
        assert(code === null || /^[0-9a-f]{16}$/.test(code!));
        const input = { text: resume, brief: briefOf(job), now };
        assertEquals(screened, { text: resume, hidden: false, headlines: [], ...screen(input) });
        assertEquals(JSON.stringify(screened.assessment), JSON.stringify(assess(input)));
      }
    });
    await t.step({
      name: "scores resumes as assess does (skipped where ../shared/data is missing)",
      ignore: sandbox === "worker" || !existsSync(DATA),
      async fn() {
        const now = new Date("2026-11-01T00:00:00Z");
        const jobs = Deno.readTextFileSync(new URL("rjdb/dev.jsonl", DATA)).split("\n", 4)
          .map((row): string => JSON.parse(row).job);
        for (const [at, name] of resumes().entries()) {
          const bytes = await Deno.readFile(new URL(name, RESUMES));
          const job = jobs[at % jobs.length];
          const { assessment, hidden, ...document } = await extractor
            .screen(bytes, name, { job, now });
          const hiddenText = hidden ? "?" : undefined;
          const here = assess({
            ...document,
            brief: briefOf(job),
            now,
            hiddenText,
            mayBeScan: true,
          });
          assertEquals(JSON.stringify(assessment), JSON.stringify(here), name);
        }
      },
    });
    await t.step("warns of hidden text in what it scores", async () => {
      const [name, bytes] = READ["hidden text in a PDF"];
      const { assessment } = await extractor.screen(await bytes(), name, {
        job: "Must have: Go",
        now: new Date(),
      });
      assertEquals(
        assessment.warnings.filter(({ code }) => code === "hidden_text").length,
        1,
      );
    });
    await t.step("scores nothing that it can't read", async () => {
      const read = extractor.screen(utf8("%PDF-1.7"), "cv.pdf", { job: "Go", now: new Date() });
      const error = await assertRejects(() => read, ExtractionError);
      assertEquals(error.reason, "corrupt");
    });
    await t.step("goes on after all that", async () => {
      assertEquals((await extractor.extract(utf8("Jane"), "cv.txt")).text, "Jane");
    });
  });

  Deno.test(`Extractor in a ${sandbox} ends what takes too long, and what is aborted`, async (t) => {
    const endless = LONG[sandbox]();
    await using extractor = new Extractor({ size: 1, timeoutMs: LIMIT_MS, sandbox });
    const isTold = sandbox === "process" && Deno.build.os === "linux";
    await t.step("ends what takes too long", async () => {
      await extractor.warm();
      const error = await assertRejects(() => extractor.extract(endless, "a.pdf"), ExtractionError);
      assertEquals([error.reason, error.retryable], ["timeout", false]);
    });
    await t.step({
      name: "gives a document its time of the processor, however long it waits for that",
      ignore: !isTold,
      async fn() {
        await extractor.warm();
        const [pid] = sandboxPids();
        Deno.kill(pid, "SIGSTOP");
        const reading = extractor.extract(utf8("Jane"), "cv.txt");
        setTimeout(() => Deno.kill(pid, "SIGCONT"), 2 * LIMIT_MS);
        assertEquals((await reading).text, "Jane");
      },
    });
    await t.step({
      name: "says that a sandbox which died for no cause may be tried again",
      ignore: !isTold,
      async fn() {
        const failed = assertRejects(() => extractor.extract(endless, "a.pdf"), ExtractionError);
        for (const pid of sandboxPids()) Deno.kill(pid, "SIGKILL");
        const error = await failed;
        assertEquals([error.reason, error.retryable], ["crashed", true]);
      },
    });
    await t.step("ends what is aborted", async () => {
      await extractor.warm();
      const stop = new AbortController();
      const running = extractor.extract(endless, "a.pdf", { signal: stop.signal });
      const waiting = extractor.extract(utf8("Jane"), "b.txt", { signal: stop.signal });
      const ended = Promise.allSettled([running, waiting]);
      stop.abort(new Error("stopped"));
      for (const result of await ended) {
        assert(result.status === "rejected");
        assertEquals(result.reason.message, "stopped");
      }
    });
    await t.step("goes on after all that", async () => {
      await extractor.warm();
      assertEquals((await extractor.extract(utf8("Jane"), "c.txt")).text, "Jane");
      if (isTold) assertEquals(sandboxPids().length, 1);
    });
  });
}

Deno.test("Extractor reads as many documents at once as it has sandboxes", async () => {
  await using extractor = new Extractor({ size: 2 });
  const names = Array.from({ length: 20 }, (_, index) => `Jane ${index}`);
  const documents = await Promise.all(
    names.map((name) => extractor.extract(page(line(name, 72, 700)), "cv.pdf")),
  );
  assertEquals(documents.map(({ text }) => text), names);
});

Deno.test("Extractor does nothing before its first document, and nothing after its end", async () => {
  const extractor = new Extractor({ size: 2 });
  await extractor[Symbol.asyncDispose]();
  await assertRejects(() => extractor.extract(utf8("Jane"), "cv.txt"));
});

Deno.test("ExtractionError speaks to a person", () => {
  assertEquals(
    new ExtractionError("encrypted", "pdf").message,
    "The PDF is password-protected; save it without a password and upload it again",
  );
  assertEquals(new ExtractionError("crashed").retryable, true);
});
