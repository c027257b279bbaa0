import { assertEquals, assertRejects } from "@std/assert";
import { concat } from "@/lib/bytes.ts";
import { unpack } from "@/lib/extract/container/unpack.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { attached, emlOf, msgOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import {
  attributeOf,
  compressedRtfOf,
  encapsulatedPage,
  propertiesOf,
  tnefOf,
} from "@/lib/extract/testing/mail/outlook_fixture.ts";
import type { ContainerKind } from "@/lib/wire/file_kinds.ts";

const MB = 1024 * 1024;
const utf8 = (text: string) => new TextEncoder().encode(text);

async function filesOf(kind: ContainerKind, bytes: Uint8Array): Promise<string[]> {
  const { files, next } = await unpack(kind, bytes, { from: 0, maxBytes: MB });
  assertEquals(next, null);
  return files.map(({ name, content, fault }) =>
    `${name}: ${fault ?? new TextDecoder().decode(content)}`
  );
}

async function reasonOf(kind: ContainerKind, bytes: Uint8Array): Promise<string> {
  const unpacking = () => unpack(kind, bytes, { from: 0, maxBytes: MB });
  return (await assertRejects(unpacking, ExtractionError)).reason;
}

const RTF = "{\\rtf1\\ansi I am Anna}";
const PAGE = "<html><p>I am <b>Anna</b></p></html>";
const rtf = compressedRtfOf(RTF);

/** Bodies in RTF, and what each comes to as a file. */
const BODIES: Record<string, [rtf: Uint8Array, file: string[]]> = {
  "as RTF": [rtf, [`Application.rtf: ${RTF}`]],
  "as the page that it was made of": [
    compressedRtfOf(encapsulatedPage(PAGE)),
    [`Application.html: ${PAGE}`],
  ],
  "as RTF where it was made of text": [
    compressedRtfOf("{\\rtf1\\ansi\\fromtext I am Anna}"),
    ["Application.rtf: {\\rtf1\\ansi\\fromtext I am Anna}"],
  ],
  "whatever size it claims": [compressedRtfOf(RTF, { size: 2 ** 31 }), [`Application.rtf: ${RTF}`]],
  "as a damaged file where it is cut": [rtf.slice(0, -4), ["Application.rtf: damaged"]],
  "not where it is empty": [compressedRtfOf(""), []],
};

for (const [what, [rtf, files]] of Object.entries(BODIES)) {
  Deno.test(`unpack gives a message's body that is RTF alone ${what}`, async () => {
    const subject = "Application";
    assertEquals(await filesOf("msg", msgOf({ subject, body: "", rtf, attachments: [] })), files);
    assertEquals(await filesOf("tnef", tnefOf({ subject, rtf })), files);
  });
}

Deno.test("unpack gives no body in RTF where there is another, or a resume", async () => {
  const attachments = [{ name: "cv.txt", content: utf8("Anna") }];
  const message = { subject: "Hi", rtf };
  assertEquals(await filesOf("msg", msgOf({ ...message, body: "Text", attachments: [] })), [
    "Hi.txt: Text",
  ]);
  assertEquals(await filesOf("tnef", tnefOf({ ...message, html: PAGE })), [`Hi.html: ${PAGE}`]);
  assertEquals(await filesOf("msg", msgOf({ ...message, body: "", attachments })), [
    "cv.txt: Anna",
  ]);
  assertEquals(await filesOf("tnef", tnefOf({ ...message, attachments })), ["cv.txt: Anna"]);
});

Deno.test("unpack gives what is attached to a winmail.dat", async () => {
  const message = tnefOf({
    body: "See there",
    codePage: 1251,
    attachments: [
      { name: "Åsa Öst.txt", content: utf8("Åsa") },
      { name: "", title: Uint8Array.of(0xc0, 0xed, 0xed, 0xe0, 0x2e, 0x74, 0), content: utf8("A") },
      { name: "logo.png", content: utf8("x"), inline: true },
      { name: "Fwd", content: tnefOf({ subject: "In", body: "Inner" }), isMessage: true },
    ],
  });
  const files = await filesOf("tnef", message);
  assertEquals(files.slice(0, 2), ["Åsa Öst.txt: Åsa", "Анна.t: A"]);
  const { files: [, , inner], next } = await unpack("tnef", message, { from: 0, maxBytes: MB });
  assertEquals([files.length, next, inner.name], [3, null, "Fwd.tnef"]);
  assertEquals(await filesOf("tnef", inner.content), ["In.txt: Inner"]);
});

Deno.test("unpack gives subject and body of a winmail.dat of before Unicode", async () => {
  const old = concat([
    tnefOf({ codePage: 1251 }).subarray(0, 6 + 9 + 8 + 2),
    attributeOf(1, 0x00018004, Uint8Array.of(0xc0, 0xed, 0xed, 0xe0, 0)),
    attributeOf(1, 0x0002800c, Uint8Array.of(0xcf, 0xe5, 0xea, 0xe0, 0xf0, 0xfc, 0)),
  ]);
  assertEquals(await filesOf("tnef", old), ["Анна.txt: Пекарь"]);
});

Deno.test("unpack gives a winmail.dat in an e-mail as a file, which is unpacked in turn", async () => {
  const inner = tnefOf({ attachments: [{ name: "cv.txt", content: utf8("Anna") }] });
  const mail = emlOf("Hi", [
    { type: "text/plain", content: "See there" },
    attached("winmail.dat", inner, "application/ms-tnef"),
  ]);
  const { files } = await unpack("eml", mail, { from: 0, maxBytes: MB });
  assertEquals(files.map(({ name }) => name), ["winmail.dat"]);
  assertEquals(await filesOf("tnef", files[0].content), ["cv.txt: Anna"]);
});

Deno.test("unpack gives a winmail.dat in a winmail.dat as one file, however deep they are", async () => {
  let message = tnefOf({ body: "Anna" });
  for (let depth = 1; depth <= 50; depth++) {
    message = tnefOf({ attachments: [{ name: "Fwd", content: message, isMessage: true }] });
  }
  const { files } = await unpack("tnef", message, { from: 0, maxBytes: MB });
  assertEquals(files.map(({ name }) => name), ["Fwd.tnef"]);
});

Deno.test("unpack reads a winmail.dat with bytes after its end, and with properties of new types", async () => {
  const [start, cv] = [tnefOf({ body: "Hi" }), { name: "cv.txt", content: utf8("Anna") }];
  assertEquals(await filesOf("tnef", concat([start, utf8("\r\n")])), ["message.txt: Hi"]);
  const strange = concat([
    tnefOf({ attachments: [cv] }),
    attributeOf(2, 0x00069005, propertiesOf([[0x37070777, 0]])),
    attributeOf(2, 0x00018010, utf8("old.txt")),
  ]);
  assertEquals(await filesOf("tnef", strange), ["old.txt: Anna"]);
});

Deno.test("unpack refuses a winmail.dat that is cut, longer than it is, or of 2,001 files", async () => {
  const whole = tnefOf({ attachments: [{ name: "cv.txt", content: utf8("Anna") }] });
  assertEquals(await reasonOf("tnef", whole.slice(0, -9)), "corrupt");
  assertEquals(await reasonOf("tnef", whole.slice(0, 9)), "corrupt");
  assertEquals(await reasonOf("tnef", utf8("Anna")), "corrupt");
  const claims = whole.slice();
  new DataView(claims.buffer).setUint32(6 + 5, 2 ** 31, true);
  assertEquals(await reasonOf("tnef", claims), "corrupt");
  const attachments = Array.from({ length: 2_001 }, () => ({ name: "", content: utf8("") }));
  assertEquals(await reasonOf("tnef", tnefOf({ attachments })), "too_much_inside");
});

Deno.test("unpack ends with properties that claim to be 4,294,967,295", async () => {
  const all = Uint8Array.of(255, 255, 255, 255);
  const several = (type: number) => concat([Uint8Array.of(1, 0, 0, 0, type, 0x10, 1, 0), all]);
  for (const properties of [all, several(0), several(3), several(0x1f)]) {
    const message = concat([
      tnefOf({ body: "Hi" }),
      attributeOf(2, 0x00069002, new Uint8Array(14)),
      attributeOf(2, 0x00069005, properties),
    ]);
    // What is attached is empty: the body is given too.
    assertEquals(await filesOf("tnef", message), [": ", "message.txt: Hi"]);
  }
});
