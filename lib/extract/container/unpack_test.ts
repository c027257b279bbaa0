import { assertEquals, assertRejects } from "@std/assert";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { FILES_PER_PAGE } from "@/lib/extract/container/entry.ts";
import { unpack } from "@/lib/extract/container/unpack.ts";
import type { UnpackedFile } from "@/lib/extract/container/unpacked_page.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { attached, emlOf, msgOf, type Part } from "@/lib/extract/testing/mail/mail_fixture.ts";
import { zipOf } from "@/lib/extract/testing/office_fixture.ts";
import type { ContainerKind } from "@/lib/wire/file_kinds.ts";

const MB = 1024 * 1024;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const seen = (files: UnpackedFile[]) =>
  files.map(({ name, content, fault }) => `${name}: ${fault ?? new TextDecoder().decode(content)}`);

async function all(kind: ContainerKind, bytes: Uint8Array, maxBytes = MB): Promise<string[]> {
  const { files, next } = await unpack(kind, bytes, { from: 0, maxBytes });
  assertEquals(next, null);
  return seen(files);
}

async function reasonOf(kind: ContainerKind, bytes: Uint8Array): Promise<string> {
  const unpacking = () => unpack(kind, bytes, { from: 0, maxBytes: MB });
  return (await assertRejects(unpacking, ExtractionError)).reason;
}

Deno.test("unpack gives the files of a ZIP, without folders and what systems add", async () => {
  const zip = await zipOf({
    "resumes/": "",
    "resumes/anna.txt": "Anna",
    "resumes/b/Åsa Öst.txt": "Åsa",
    "__MACOSX/resumes/._anna.txt": "fork",
    "resumes/.DS_Store": "settings",
    "resumes/Thumbs.db": "pictures",
    "resumes/~$anna.docx": "lock",
  });
  assertEquals(await all("zip", zip), ["resumes/anna.txt: Anna", "resumes/b/Åsa Öst.txt: Åsa"]);
});

Deno.test("unpack pages by number and by bytes, and each page goes on where the last one ended", async () => {
  const texts = Array.from({ length: FILES_PER_PAGE + 1 }, (_, i) => [`${i}.txt`, `${i}`]);
  const many = await zipOf(Object.fromEntries(texts));
  const first = await unpack("zip", many, { from: 0, maxBytes: MB });
  const rest = await unpack("zip", many, { from: first.next!, maxBytes: MB });
  assertEquals([first.files.length, first.next, rest.next], [FILES_PER_PAGE, FILES_PER_PAGE, null]);
  assertEquals(
    seen([...first.files, ...rest.files]),
    texts.map(([name, text]) => `${name}: ${text}`),
  );
  const large = await zipOf({ a: "aaaa", b: "bbbb", c: "c", d: "ddddd" });
  const pages = [];
  for (let from: number | null = 0; from !== null;) {
    const page: Awaited<ReturnType<typeof unpack>> = await unpack("zip", large, {
      from,
      maxBytes: 4,
    });
    pages.push(seen(page.files));
    from = page.next;
  }
  assertEquals(pages, [["a: aaaa"], ["b: bbbb"], ["c: c", "d: too_large"]]);
});

Deno.test("unpack gives a damaged file of a ZIP as such, and the others", async () => {
  const zip = await zipOf({ "a.txt": "a".repeat(50), "b.txt": "b" });
  zip[30 + "a.txt".length + 25] ^= 0xff;
  const [a, b] = await all("zip", zip);
  assertEquals([a, b], ["a.txt: damaged", "b.txt: b"]);
});

Deno.test("unpack gives an office file that is called ZIP as it is", async () => {
  const late = await zipOf({ "word/a.xml": "a", "[Content_Types].xml": "<Types/>" });
  const { files, next } = await unpack("zip", late, { from: 0, maxBytes: MB });
  assertEquals([files.map(({ name }) => name), next], [["document.docx"], null]);
  assertEquals(files[0].content, late);
});

const refusedZips: [what: string, zip: () => Promise<Uint8Array>, reason: string][] = [
  ["a password", () => zipOf({ "a.txt": "Anna" }, "secret"), "encrypted"],
  ["text that shrinks 900 times", () => zipOf({ a: "a".repeat(5 * MB) }), "too_much_inside"],
  ["no directory", async () => (await zipOf({ a: "a" })).subarray(0, 40), "corrupt"],
  [
    "2,001 files",
    () => zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`${i}`, ""]))),
    "too_much_inside",
  ],
  ["65 MB of noise", noise, "too_much_inside"],
];

async function noise(): Promise<Uint8Array> {
  const part = new Uint8Array(16 * MB / 64).map((_, i) => i * i % 251);
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (let i = 0; i < 4 * 64 + 4; i++) {
    await writer.add(`${i}`, new Uint8ArrayReader(part), { level: 0 });
  }
  return await writer.close();
}

for (const [what, zip, reason] of refusedZips) {
  Deno.test(`unpack refuses a ZIP with ${what}`, async () => {
    assertEquals(await reasonOf("zip", await zip()), reason);
  });
}

const body: Part = { type: "text/plain; charset=utf-8", content: "Dear all, I am Åsa" };
const inline: Part = {
  type: "image/png",
  content: "\x89PNG",
  headers: ['Content-Disposition: inline; filename="logo.png"', "Content-ID: <logo>"],
};

Deno.test("unpack gives what is attached to an e-mail", async () => {
  const mail = emlOf("Application", [body, attached("cv.txt", "Åsa Öst"), inline]);
  assertEquals(await all("eml", mail), ["cv.txt: Åsa Öst"]);
});

Deno.test("unpack gives an e-mail's body where nothing attached can be read", async () => {
  const html: Part = {
    type: "text/html; charset=iso-8859-1",
    content: new Uint8Array([..."<meta charset=latin1>Åsa"].map((one) => one.charCodeAt(0))),
  };
  const signature = attached("smime.p7s", "xx", "application/pkcs7-signature");
  assertEquals(await all("eml", emlOf("A/B tester", [body, signature])), [
    "A B tester.txt: Dear all, I am Åsa",
  ]);
  assertEquals(await all("eml", emlOf("=?utf-8?q?=C3=85sa?=", [html, inline])), [
    "Åsa.html: <meta charset=latin1>Åsa",
  ]);
  assertEquals(await all("eml", emlOf("", [body, attached("a.exe", "MZ")])), [
    "a.exe: MZ",
    "message.txt: Dear all, I am Åsa",
  ]);
  assertEquals(await all("eml", emlOf("", [inline])), []);
});

Deno.test("unpack gives an e-mail in an e-mail as a file, however deep they are", async () => {
  let mail = emlOf("0", [body]);
  for (let depth = 1; depth <= 50; depth++) {
    mail = emlOf(`${depth}`, [{ type: "message/rfc822", content: mail }]);
  }
  const { files } = await unpack("eml", mail, { from: 0, maxBytes: 100 * MB });
  assertEquals(files.map(({ name }) => name), ["message.eml"]);
  const [inner] = (await unpack("eml", files[0].content, { from: 0, maxBytes: 100 * MB })).files;
  assertEquals(inner.name, "message.eml");
});

Deno.test("unpack refuses an e-mail with parts in parts in parts", async () => {
  const open = Array.from(
    { length: 1_000 },
    (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
  );
  assertEquals(await reasonOf("eml", bytesOf(`MIME-Version: 1.0\r\n${open.join("")}`)), "corrupt");
});

Deno.test("unpack gives what is attached to an Outlook message, or its body", async () => {
  const [subject, words] = ["Ansökan", "Hej, jag är Åsa"];
  const content = bytesOf("Åsa Öst ".repeat(1_000));
  const attachments = [{ name: "cv.txt", content }];
  assertEquals(await all("msg", msgOf({ subject, body: words, attachments })), [
    `cv.txt: ${"Åsa Öst ".repeat(1_000)}`,
  ]);
  assertEquals(await all("msg", msgOf({ subject, body: words, attachments: [] })), [
    "Ansökan.txt: Hej, jag är Åsa",
  ]);
  const old = msgOf({ subject: "Заявка", body: words, attachments: [], codePage: 1251 });
  assertEquals(await all("msg", old), ["Заявка.txt: Hej, jag är Åsa"]);
  const inner = msgOf({ subject, body: words, attachments: [] });
  assertEquals(await reasonOf("msg", inner.subarray(0, 600)), "corrupt");
});
