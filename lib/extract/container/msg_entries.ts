import msgreader, { type FieldsData } from "@kenjiuno/msgreader";
import { checkCompound } from "@/lib/extract/container/compound_check.ts";
import { type Entry, MAX_TOTAL_BYTES } from "@/lib/extract/container/entry.ts";
import { type Attachment, type Mail, mailEntries } from "@/lib/extract/container/mail.ts";
import { decodedPage } from "@/lib/extract/container/mapi/page_body.ts";
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
  const { subject = "", body = null, bodyHtml, html, compressedRtf = null } = message;
  let total = 0;
  const attachments = (message.attachments ?? []).map((field) => {
    const attachment = attachmentOf(reader, field);
    total += attachment.content.length;
    // Streams may share their bytes.
    if (total > MAX_TOTAL_BYTES) throw new ExtractionError("too_much_inside");
    return attachment;
  });
  return {
    subject,
    html: bodyHtml ?? (html ? decodedPage(html) : null),
    text: body,
    rtf: compressedRtf,
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
