import { assertEquals, assertRejects } from "@std/assert";
import { unpack } from "@/lib/extract/container/unpack.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { attached, emlOf, mboxOf } from "@/lib/extract/testing/mail/mail_fixture.ts";

const MB = 1024 * 1024;
const LINE = "From anna@example.com Wed Nov 25 09:00:00 2026";
const utf8 = (text: string) => new TextEncoder().encode(text);

async function filesOf(bytes: Uint8Array): Promise<string[]> {
  const { files, next } = await unpack("mbox", bytes, { from: 0, maxBytes: MB });
  assertEquals(next, null);
  return files.map(({ name, content }) => `${name}: ${new TextDecoder().decode(content)}`);
}

Deno.test("unpack gives each message of a mailbox as a file", async () => {
  const messages = [
    emlOf("First", [attached("cv.txt", "Anna")]),
    emlOf("=?utf-8?q?=C3=85sa/2?=", [attached("cv.txt", "Åsa")]),
    emlOf("", [attached("cv.txt", "Mia")]),
  ];
  const { files } = await unpack("mbox", mboxOf(messages), { from: 0, maxBytes: MB });
  assertEquals(files.map(({ name }) => name), ["First.eml", "Åsa 2.eml", "message.eml"]);
  const inner = await unpack("eml", files[1].content, { from: 0, maxBytes: MB });
  assertEquals(inner.files.map(({ content }) => new TextDecoder().decode(content)), ["Åsa"]);
});

Deno.test("unpack gives the files in the only message of a mailbox", async () => {
  assertEquals(await filesOf(mboxOf([emlOf("Hi", [attached("cv.txt", "Anna")])])), [
    "cv.txt: Anna",
  ]);
});

Deno.test("unpack parts messages where a line says so after an empty one, and unmarks others", async () => {
  const body = [
    "Subject: One",
    " and more",
    "",
    "From 2019 on I baked.",
    "",
    "From Acme Corp. since 2021",
    "",
    ">From me",
    ">>From her",
    "> From him",
  ];
  const expected = body.map((line) => line.replace(/^>(?=>*From )/, "")).join("\r\n");
  const text = [LINE, ...body, "", LINE, "Subject: Two", "", "Bye"].join("\r\n");
  assertEquals(await filesOf(utf8(text)), [
    `One and more.eml: ${expected}\r\n\r\n`,
    "Two.eml: Subject: Two\r\n\r\nBye",
  ]);
});

Deno.test("unpack passes over empty messages, and refuses a mailbox of 100,000 of them", async () => {
  const message = "Subject: Hi\n\nAnna\n\n";
  assertEquals(await filesOf(utf8(`${LINE}\n\n${LINE}\n\n${LINE}\n${message}${LINE}`)), [
    "Hi.txt: Anna\n\n",
  ]);
  assertEquals(await filesOf(utf8(`${LINE}\n\n${LINE}\n\n`)), []);
  const empty = utf8(`${LINE}\n\n`.repeat(100_000));
  const unpacking = () => unpack("mbox", empty, { from: 0, maxBytes: MB });
  assertEquals((await assertRejects(unpacking, ExtractionError)).reason, "too_much_inside");
});
