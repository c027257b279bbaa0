import { type Entry, MAX_ENTRIES } from "@/lib/extract/container/entry.ts";
import {
  type Attachment,
  fileNameOf,
  type Mail,
  mailEntries,
} from "@/lib/extract/container/mail.ts";
import { decodedPage } from "@/lib/extract/container/mapi/page_body.ts";
import {
  ATTRIBUTES,
  isTnef,
  tnefAttributes,
} from "@/lib/extract/container/mapi/tnef_attributes.ts";
import {
  bytesOf,
  PROPERTIES,
  textIn,
  textOf,
  tnefProperties,
  type TnefValue,
} from "@/lib/extract/container/mapi/tnef_properties.ts";
import { encodingOfCodePage } from "@/lib/extract/document/encoding/code_page.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";

/** What a message, or an attachment, is said to be. */
interface Part {
  /** Attributes by their numbers. */
  attributes: Map<number, Uint8Array>;
  properties: Map<number, TnefValue>;
}

/**
 * The files in a message in Outlook's own form, "winmail.dat" ([MS-OXTNEF]): a message in it is a file
 * of that form, too.
 *
 * @throws {ExtractionError} corrupt, too_much_inside
 */
export function tnefEntries(bytes: Uint8Array): Entry[] {
  const { message, attachments } = partsOf(bytes);
  const codePage = message.attributes.get(ATTRIBUTES.codePage);
  const encoding = encodingOfCodePage(codePage ? numberIn(codePage) : "");
  return mailEntries({
    ...bodyOf(message, encoding),
    attachments: attachments.map((part) => attachmentOf(part, encoding)),
  });
}

function partsOf(bytes: Uint8Array): { message: Part; attachments: Part[] } {
  const message: Part = { attributes: new Map(), properties: new Map() };
  const attachments: Part[] = [];
  for (const { id, bytes: content } of tnefAttributes(bytes)) {
    if (id === ATTRIBUTES.attachment) {
      if (attachments.length === MAX_ENTRIES) throw new ExtractionError("too_much_inside");
      attachments.push({ attributes: new Map(), properties: new Map() });
    }
    const part = attachments.at(-1) ?? message;
    if (id === ATTRIBUTES.messageProperties) message.properties = tnefProperties(content);
    else if (id === ATTRIBUTES.attachmentProperties) part.properties = tnefProperties(content);
    else part.attributes.set(id, content);
  }
  return { message, attachments };
}

function bodyOf({ attributes, properties }: Part, encoding: string): Omit<Mail, "attachments"> {
  const page = properties.get(PROPERTIES.html);
  const pageBytes = bytesOf(page);
  return {
    subject: textOf(properties.get(PROPERTIES.subject), encoding) ??
      textIn(attributes.get(ATTRIBUTES.subject) ?? NONE, encoding),
    html: pageBytes ? decodedPage(pageBytes) : textOf(page, encoding),
    text: textOf(properties.get(PROPERTIES.body), encoding) ??
      textIn(attributes.get(ATTRIBUTES.body) ?? NONE, encoding),
    rtf: bytesOf(properties.get(PROPERTIES.rtf)),
  };
}

function attachmentOf({ attributes, properties }: Part, encoding: string): Attachment {
  const said = (id: number) => textOf(properties.get(id), encoding);
  const title = attributes.get(ATTRIBUTES.attachmentTitle);
  const name = said(PROPERTIES.longFileName) ?? said(PROPERTIES.fileName) ??
    (title && textIn(title, encoding)) ?? said(PROPERTIES.displayName) ?? "";
  const object = bytesOf(properties.get(PROPERTIES.content)) ?? NONE;
  const isMessage = isTnef(object);
  const hidden = properties.get(PROPERTIES.hidden);
  return {
    name: isMessage ? `${fileNameOf(name)}.tnef` : name,
    type: said(PROPERTIES.mimeType)?.toLowerCase() ?? "",
    inline: hidden !== undefined && hidden.bytes[0] !== 0,
    content: isMessage ? object : attributes.get(ATTRIBUTES.attachmentBytes) ?? object,
  };
}

const NONE = new Uint8Array(0);

function numberIn(bytes: Uint8Array): number {
  return bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}
