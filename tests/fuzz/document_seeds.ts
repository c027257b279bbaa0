import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import { docOf, oldDocOf } from "@/lib/extract/testing/doc_fixture.ts";
import { attached, emlOf, mboxOf, msgOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import {
  compressedRtfOf,
  encapsulatedPage,
  tnefOf,
} from "@/lib/extract/testing/mail/outlook_fixture.ts";
import {
  chunkedDocx,
  docxOf,
  odtOf,
  paragraph,
  zipOf,
} from "@/lib/extract/testing/office_fixture.ts";
import {
  jpegOf,
  pictureOf,
  pngOf,
  stripsOf,
  tiffOf,
} from "@/lib/extract/testing/picture_fixture.ts";
import { line, pdfOfPages } from "@/lib/extract/testing/pdf_fixture.ts";
import type { GivenKind } from "@/lib/wire/file_kinds.ts";
import { resumeText } from "@/testing/resumes.ts";

/** A file to change. */
export interface Seed {
  kind: GivenKind;
  name: string;
  bytes: Uint8Array;
  /** What is in it, where it is a zip file: changed inside, it is still one. */
  entries: Record<string, Uint8Array> | null;
}

const SHARED = new URL("../../../shared/cases/", import.meta.url);
/** Of the shared files: larger ones take long, and more of a kind add little. */
const MOST = { bytes: 150_000, ofKind: 12 };

const RESUME = resumeText("Zoë Ångström", 2012, "TypeScript, C++, SQL");
/** 64 x 32, lossless: black to the left, white to the right. */
const WEBP = "UklGRigAAABXRUJQVlA4TBwAAAAvP8AHAA8w//M///MfeBALJvlLD6E3ov9RBdsA";
/** Small: what is in a picture takes long to read. */
const PICTURE = pictureOf(64, 32, (x, y) => (x ^ y) & 8 ? 255 : 0);
const LINES = RESUME.split("\n");
const text = (value: string) => new TextEncoder().encode(value);

/** One file of each kind at least: a kind without doesn't compile. */
const MADE: Record<GivenKind, () => Promise<[name: string, bytes: Uint8Array][]>> = {
  txt: () => Promise.resolve([["cv.txt", text(RESUME)], ["cv.md", text(`# CV\n\n* ${RESUME}`)]]),
  html: () =>
    Promise.resolve([
      ["cv.html", text(`<html><style>.x{display:none}</style><h1>CV</h1><p>${RESUME}</p><table>`)],
      ["cv.mht", text(`MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>${RESUME}</p>`)],
    ]),
  rtf: () =>
    Promise.resolve([[
      "cv.rtf",
      text(
        `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red255;}` +
          `{\\header head}\\pard ${LINES.join("\\par\n")}{\\field{\\*\\fldinst{HYPERLINK ` +
          `"mailto:a@example.com"}}{\\fldrslt mail}}\\u269?\\'e9}`,
      ),
    ]]),
  pdf: () => {
    const page = LINES.map((it, at) => line(it.replace(/[()\\]/g, ""), 72, 720 - 14 * at));
    return Promise.resolve([["cv.pdf", pdfOfPages([page.join("\n"), line("Page two", 72, 700)])]]);
  },
  docx: async () => [
    ["cv.docx", await docxOf(LINES.map((it) => paragraph(it)).join(""))],
    ["chunks.docx", await chunkedDocx({ "a.html": `<p>${RESUME}</p>`, "b.rtf": "{\\rtf1 b}" })],
  ],
  doc: () =>
    Promise.resolve([
      [
        "cv.doc",
        docOf(LINES.join("\r"), { runs: [[9, [0x35, 0x08, 1]]], boxes: "box\r", header: "head\r" }),
      ],
      ["old.doc", oldDocOf(text(LINES.join("\r")), { runs: [[9, [92, 1]]], fonts: [0, 204] })],
      ["fast.doc", oldDocOf(text(LINES.join("\r")), { pieces: [20, 30], header: "head\r" })],
    ]),
  odt: async () => [[
    "cv.odt",
    await odtOf(LINES.map((it) => `<text:p text:style-name="s">${it}</text:p>`).join("")),
  ]],
  pages: async () => {
    const preview = pdfOfPages([line("Zoe, baker", 72, 720)]);
    return [[
      "cv.pages",
      await zipOf({ "Index/Document.iwa": "x", "QuickLook/Preview.pdf": preview }),
    ]];
  },
  png: async () => [
    ["cv.png", await pngOf(PICTURE)],
    ["turned.png", await pngOf(PICTURE, { colorType: 3, interlaced: true })],
  ],
  jpeg: async () => [["cv.jpg", await jpegOf(PICTURE, 6)]],
  tiff: () => {
    const { width, height } = PICTURE;
    const page = { width, height, rowsPerStrip: 8, strips: stripsOf(PICTURE, 8) };
    return Promise.resolve([["cv.tiff", tiffOf([page, page])]]);
  },
  webp: () => Promise.resolve([["cv.webp", Uint8Array.fromBase64(WEBP)]]),
  zip: async () => [[
    "all.zip",
    await zipOf({ "a.txt": RESUME, "b/c.zip": await zipOf({ "d.rtf": "{\\rtf1 Zoe}" }) }),
  ]],
  eml: () => Promise.resolve([["mail.eml", emlOf("CV", [attached("cv.txt", RESUME)])]]),
  msg: () => {
    const message = { subject: "CV", body: "See there" };
    const attachments = [{ name: "cv.txt", content: text(RESUME) }];
    const body = { subject: "CV", body: "", attachments: [] };
    return Promise.resolve([
      ["mail.msg", msgOf({ ...message, attachments })],
      ["rtf.msg", msgOf({ ...body, rtf: compressedRtfOf(`{\\rtf1 ${RESUME}}`) })],
      ["page.msg", msgOf({ ...body, rtf: compressedRtfOf(encapsulatedPage(`<p>${RESUME}</p>`)) })],
    ]);
  },
  tnef: () => {
    const content = tnefOf({ subject: "CV", rtf: compressedRtfOf(`{\\rtf1 ${RESUME}}`) });
    const attachments = [
      { name: "cv.txt", content: text(RESUME) },
      { name: "Fwd", content, isMessage: true },
    ];
    return Promise.resolve([
      ["winmail.dat", tnefOf({ subject: "CV", body: "See there", attachments })],
      ["body.dat", content],
    ]);
  },
  mbox: () => {
    const mails = ["One", "Two"].map((subject) => emlOf(subject, [attached("cv.txt", RESUME)]));
    return Promise.resolve([["all.mbox", mboxOf(mails)], ["one.mbox", mboxOf([mails[0]])]]);
  },
};

/** The files that are changed: made here, and those of ../shared where it is there. */
export async function documentSeeds(): Promise<Seed[]> {
  const seeds: Seed[] = [];
  for (const make of Object.values(MADE)) {
    for (const [name, bytes] of await make()) await add(seeds, name, bytes);
  }
  for await (const url of filesUnder(SHARED)) {
    if ((await Deno.stat(url)).size > MOST.bytes) continue;
    await add(seeds, url.pathname.split("/").at(-1)!, await Deno.readFile(url));
  }
  return seeds;
}

async function add(seeds: Seed[], name: string, bytes: Uint8Array): Promise<void> {
  const kind = givenKind(name, bytes.subarray(0, HEAD_BYTES));
  if (kind === null || seeds.filter((seed) => seed.kind === kind).length >= MOST.ofKind) return;
  const entries = bytes[0] === 0x50 && bytes[1] === 0x4b ? await entriesOf(bytes) : null;
  seeds.push({ kind, name, bytes, entries });
}

async function entriesOf(bytes: Uint8Array): Promise<Record<string, Uint8Array>> {
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const entries: Record<string, Uint8Array> = {};
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) entries[entry.filename] = await entry.getData(new Uint8ArrayWriter());
  }
  await reader.close();
  return entries;
}

async function* filesUnder(folder: URL): AsyncGenerator<URL> {
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const url = new URL(encodeURIComponent(name) + (isDirectory ? "/" : ""), folder);
      if (isDirectory) yield* filesUnder(url);
      else yield url;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
