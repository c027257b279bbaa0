import { assertEquals } from "@std/assert";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import { docxOf, odtOf, paragraph, zipOf } from "@/lib/extract/testing/office_fixture.ts";
import { emlOf, mboxOf, msgOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import { tnefOf } from "@/lib/extract/testing/mail/outlook_fixture.ts";

const text = (content: string) => new TextEncoder().encode(content);
const mail = emlOf("Hi", [{ type: "text/plain", content: "Hi" }]);
const message = msgOf({ subject: "Hi", body: "Hi", attachments: [] });

const KINDS: [name: string, bytes: Uint8Array | Promise<Uint8Array>, kind: string | null][] = [
  ["all.zip", zipOf({ "word/anna.docx": "Anna" }), "zip"],
  ["all.ZIP", zipOf({}), "zip"],
  ["anna.zip", docxOf(paragraph("Anna")), "docx"],
  ["anna.zip", odtOf("<text:p>Anna</text:p>"), "odt"],
  ["anna.docx", docxOf(paragraph("Anna")), "docx"],
  ["sheet.xlsx", zipOf({ "[Content_Types].xml": "", "xl/workbook.xml": "" }), null],
  ["app.jar", zipOf({ "META-INF/MANIFEST.MF": "" }), null],
  ["application.eml", mail, "eml"],
  ["application.txt", mail, "eml"],
  ["short.eml", text("Subject: Hi\n\nI am Anna"), "eml"],
  ["letter.txt", text("From: Anna\nTo: you\n\nI am Anna"), "txt"],
  ["cv.txt", text("Name: Anna\nMessage-ID of all my work\n"), "txt"],
  ["page.mht", mail, "html"],
  ["page.doc", text("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"), "html"],
  ["empty.eml", text("no header at all"), null],
  ["application.msg", message, "msg"],
  ["application", message, "msg"],
  ["cv.eml", text("%PDF-1.7"), "pdf"],
  ["winmail.dat", tnefOf({}), "tnef"],
  ["cv.doc", tnefOf({}), "tnef"],
  ["other.dat", text("\x00\x01"), null],
  ["applications.mbox", mboxOf([mail, mail]), "mbox"],
  ["Inbox", mboxOf([mail]), "mbox"],
  ["empty.mbox", mboxOf([text(""), text("")]), "mbox"],
  ["one.mbox", mail, "eml"],
  ["letter.txt", text("From Acme, 2019\nName: Anna\n"), "txt"],
];

for (const [name, bytes, kind] of KINDS) {
  Deno.test(`givenKind says ${kind} of ${name}`, async () => {
    assertEquals(givenKind(name, await bytes), kind as never);
  });
}
