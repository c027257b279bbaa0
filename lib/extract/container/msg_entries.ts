import msgreader, { type FieldsData } from "@kenjiuno/msgreader";
import { checkCompound } from "@/lib/extract/container/compound_check.ts";
import { type Entry, MAX_TOTAL_BYTES } from "@/lib/extract/container/entry.ts";
import { type Attachment, type Mail, mailEntries } from "@/lib/extract/container/mail.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

// In a bundle the import is the class itself.
const MsgReader = msgreader.default ?? msgreader;
type MsgReader = InstanceType<typeof MsgReader>;

/** Windows' code pages, as messages of before Unicode name them, that aren't called "windows-<number>". */
const CODE_PAGES: Record<number, string> = {
  874: "windows-874",
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
};

/** Windows' code page of a language, by the low ten bits of its number ([MS-LCID]). */
const LANGUAGES: Record<number, number> = {
  ...{ 0x01: 1256, 0x02: 1251, 0x04: 950, 0x05: 1250, 0x08: 1253, 0x0d: 1255, 0x0e: 1250 },
  ...{ 0x11: 932, 0x12: 949, 0x15: 1250, 0x18: 1250, 0x19: 1251, 0x1a: 1250, 0x1b: 1250 },
  ...{ 0x1e: 874, 0x1f: 1254, 0x22: 1251, 0x23: 1251, 0x24: 1250, 0x25: 1257, 0x26: 1257 },
  ...{ 0x27: 1257, 0x29: 1256, 0x2a: 1258 },
};
/** Chinese as it is written in China and in Singapore. */
const SIMPLIFIED = [0x0804, 0x1004];

/**
 * The files in a message as Outlook stores it: a message in it is a file too.
 *
 * @throws {ExtractionError} corrupt, too_much_inside
 */
export function msgEntries(bytes: Uint8Array): Entry[] {
  checkCompound(bytes);
  return mailEntries(mailOf(bytes));
}

function mailOf(bytes: Uint8Array): Mail {
  try {
    const { reader, message } = read(bytes, "windows-1252");
    const encoding = encodingOf(message.messageCodepage ?? codePageOf(message.messageLocaleId));
    return encoding === null
      ? asMail(reader, message)
      : asMail(reader, read(bytes, encoding).message);
  } catch (error) {
    if (error instanceof ExtractionError) throw error;
    throw new ExtractionError("corrupt", undefined, { cause: error });
  }
}

function read(
  bytes: Uint8Array,
  ansiEncoding: string,
): { reader: MsgReader; message: FieldsData } {
  // Of its own: the reader takes a whole buffer.
  const reader = new MsgReader(new Uint8Array(bytes).buffer);
  reader.parserConfig = { ansiEncoding };
  const message = reader.getFileData();
  if (message.error) throw new Error(message.error);
  return { reader, message };
}

function codePageOf(locale = 0): number | undefined {
  return SIMPLIFIED.includes(locale) ? 936 : LANGUAGES[locale & 0x3ff];
}

function encodingOf(codePage: number | undefined): string | null {
  if (codePage === undefined || codePage === 1252) return null;
  if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`;
  return CODE_PAGES[codePage] ?? null;
}

function asMail(reader: MsgReader, message: FieldsData): Mail {
  const { subject = "", body = null, bodyHtml, html, attachments: fields = [] } = message;
  let total = 0;
  const attachments = fields.map((field) => {
    const attachment = attachmentOf(reader, field);
    total += attachment.content.length;
    // Streams may share their bytes.
    if (total > MAX_TOTAL_BYTES) throw new ExtractionError("too_much_inside");
    return attachment;
  });
  return {
    subject,
    html: bodyHtml ?? (html ? decoded(html) : null),
    text: body,
    attachments,
  };
}

function attachmentOf(reader: MsgReader, field: FieldsData): Attachment {
  const { content } = reader.getAttachment(field);
  const { name, fileName, innerMsgContentFields: inner } = field;
  return {
    name: field.innerMsgContent
      ? `${name || inner?.subject || "message"}.msg`
      : fileName ?? name ?? "",
    type: field.attachMimeTag?.toLowerCase() ?? "",
    inline: field.attachmentHidden === true,
    content: content ?? new Uint8Array(0),
  };
}

/** A page says in which encoding it is; where it doesn't, it is Windows' as often as not. */
function decoded(html: Uint8Array): string {
  const start = new TextDecoder("latin1").decode(html.subarray(0, 1024));
  const charset = /charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})/i.exec(start)?.[1];
  try {
    return new TextDecoder(charset ?? "utf-8", { fatal: charset === undefined }).decode(html);
  } catch {
    return new TextDecoder("windows-1252").decode(html);
  }
}
