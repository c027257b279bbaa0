import { type Entry, fileEntry, MAX_ENTRIES, textEntry } from "@/lib/extract/container/entry.ts";
import { rtfBody } from "@/lib/extract/container/mapi/rtf_body.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { HEAD_BYTES } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";

/** A message, whatever its format. */
export interface Mail {
  subject: string;
  /** The body in each form that there is. */
  html: string | null;
  text: string | null;
  /** As Outlook compresses it. */
  rtf: Uint8Array | null;
  attachments: Attachment[];
}

/** What is attached to a message, or shown within it. */
export interface Attachment {
  name: string;
  /** In lower case; "" where it isn't said. */
  type: string;
  /** Whether the body shows it, as pictures of a signature. */
  inline: boolean;
  content: Uint8Array;
}

/** Signatures of messages: they are about the mail, and nobody's resume. */
const SIGNATURE = /^application\/(?:x-)?(?:pkcs7|pgp)-signature$/;
const PICTURE = /^image\//;
const PICTURE_NAME = /\.(?:png|jpe?g|gif|bmp|svg|webp)$/i;

/**
 * The files in a message: what is attached, and where none of that can be read, the body too.
 *
 * @throws {ExtractionError} too_much_inside
 */
export function mailEntries(mail: Mail): Entry[] {
  if (mail.attachments.length > MAX_ENTRIES) throw new ExtractionError("too_much_inside");
  const files = mail.attachments.filter((one) => !isPassedOver(one));
  const entries = files.map(({ name, content }) => fileEntry(name, content));
  const hasResume = files.some(({ name, content }) =>
    content.length > 0 && givenKind(name, content.subarray(0, HEAD_BYTES)) !== null
  );
  const body = hasResume ? null : bodyOf(mail);
  return body ? [...entries, body] : entries;
}

function isPassedOver({ name, type, inline }: Attachment): boolean {
  return SIGNATURE.test(type) || (inline && (PICTURE.test(type) || PICTURE_NAME.test(name)));
}

function bodyOf({ subject, html, text, rtf }: Mail): Entry | null {
  const name = fileNameOf(subject);
  if (html !== null && hasWords(html)) return textEntry(`${name}.html`, html);
  if (text !== null && text.trim() !== "") return textEntry(`${name}.txt`, text);
  return rtf === null ? null : rtfBody(name, rtf);
}

function hasWords(html: string): boolean {
  return html.replace(/<[^<>]*>/g, "").trim() !== "";
}

/** What a file with a message or its body is called, by the message's subject. */
export function fileNameOf(subject: string): string {
  return subject.replace(/[/\\]/g, " ").trim() || "message";
}
