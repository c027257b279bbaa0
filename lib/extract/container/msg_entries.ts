import msgreader, { type FieldsData } from "@kenjiuno/msgreader";
import { checkCompound } from "@/lib/extract/container/compound_check.ts";
import { type Entry, MAX_TOTAL_BYTES } from "@/lib/extract/container/entry.ts";
import { type Attachment, type Mail, mailEntries } from "@/lib/extract/container/mail.ts";
import {
  encodingOfCodePage,
  encodingOfLanguage,
} from "@/lib/extract/document/encoding/code_page.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

// In a bundle the import is the class itself.
const MsgReader = msgreader.default ?? msgreader;
type MsgReader = InstanceType<typeof MsgReader>;

const LATIN = "windows-1252";

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
    const { reader, message } = read(bytes, LATIN);
    const encoding = encodingOf(message);
    return encoding === LATIN
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

/** In messages of before Unicode. */
function encodingOf({ messageCodepage, messageLocaleId = 0 }: FieldsData): string {
  return messageCodepage === undefined
    ? encodingOfLanguage(messageLocaleId)
    : encodingOfCodePage(messageCodepage);
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
