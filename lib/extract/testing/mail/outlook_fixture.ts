import { concat } from "@/lib/bytes.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) =>
  Uint8Array.from(
    [...`${text}\0`].flatMap((one) => [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8]),
  );

/** So many bytes of each number, the lowest first. */
function numbers(bytes: 2 | 4, ...values: number[]): Uint8Array {
  return Uint8Array.from(
    values.flatMap((value) => Array.from({ length: bytes }, (_, at) => value >>> 8 * at & 255)),
  );
}

/** A body in RTF as Outlook stores it ([MS-OXRTFCP]), of letters that stand for themselves. */
export function compressedRtfOf(
  rtf: string,
  { crc = 0, size = rtf.length, ends = true }: {
    crc?: number;
    /** What it says of its size. */
    size?: number;
    /** Whether its end is marked. */
    ends?: boolean;
  } = {},
): Uint8Array {
  const bytes = utf8(rtf);
  const content: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 8) {
    content.push(Uint8Array.of(0), bytes.subarray(at, at + 8));
  }
  // 207 bytes are in the dictionary from the start.
  const place = (207 + bytes.length) % 4_096;
  const rest = bytes.length % 8;
  if (ends && rest > 0) content.at(-2)![0] = 1 << rest;
  else if (ends) content.push(Uint8Array.of(1));
  if (ends) content.push(Uint8Array.of(place >> 4, (place & 15) << 4));
  const body = concat(content);
  return concat([numbers(4, body.length + 12, size), utf8("LZFu"), numbers(4, crc), body]);
}

/** The page of a body in RTF ([MS-OXRTFEX]), of pieces of its source and text between them. */
export function encapsulatedPage(html: string): string {
  const pieces = html.split(/(<[^>]+>)/).map((piece) =>
    piece.startsWith("<") ? `{\\*\\htmltag64 ${piece}}` : `\\htmlrtf \\b \\htmlrtf0 ${piece}`
  );
  return "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}}" +
    `{\\colortbl;\\red0;}{\\*\\generator x}${pieces.join("\r\n")}}`;
}

type Property = [tag: number, value: Uint8Array | number];

/** Properties as a stream has them ([MS-OXTNEF] 2.1.3.4), after one that has a name. */
export function propertiesOf(properties: Property[]): Uint8Array {
  const named = concat([
    numbers(4, 0x8001001f),
    new Uint8Array(16),
    numbers(4, 1, 6),
    Uint8Array.of(120, 0, 121, 0, 0, 0, 0, 0),
    numbers(4, 1, 4),
    utf16("n"),
  ]);
  const parts = properties.map(([tag, value]) =>
    typeof value === "number" ? numbers(4, tag, value) : concat([
      numbers(4, tag, 1, value.length),
      value,
      new Uint8Array((4 - value.length % 4) % 4),
    ])
  );
  return concat([numbers(4, 1 + properties.length), named, ...parts]);
}

/** An attribute of a stream, with its level and its checksum. */
export function attributeOf(level: number, id: number, bytes: Uint8Array): Uint8Array {
  const sum = bytes.reduce((sum, byte) => sum + byte, 0);
  return concat([
    Uint8Array.of(level),
    numbers(4, id, bytes.length),
    bytes,
    numbers(2, sum & 0xffff),
  ]);
}

/** A message in Outlook's own form ([MS-OXTNEF]), as "winmail.dat" is. */
export function tnefOf(
  { subject = "", body, html, rtf, codePage = 1252, attachments = [] }: {
    subject?: string;
    body?: string;
    html?: string;
    /** The body in RTF, compressed. */
    rtf?: Uint8Array;
    codePage?: number;
    attachments?: TnefAttachment[];
  },
): Uint8Array {
  const properties: Property[] = [[0x0037001f, utf16(subject)]];
  if (body !== undefined) properties.push([0x1000001f, utf16(body)]);
  if (html !== undefined) properties.push([0x10130102, utf8(html)]);
  if (rtf !== undefined) properties.push([0x10090102, rtf]);
  return concat([
    numbers(4, 0x223e9f78),
    numbers(2, 1),
    attributeOf(1, 0x00069007, numbers(4, codePage, 0)),
    attributeOf(1, 0x00069003, propertiesOf(properties)),
    ...attachments.flatMap(attachmentOf),
  ]);
}

/** What is attached: under its long name, under the one of before, or a message. */
export interface TnefAttachment {
  name: string;
  title?: Uint8Array;
  content: Uint8Array;
  inline?: boolean;
  isMessage?: boolean;
}

function attachmentOf({ name, title, content, inline, isMessage }: TnefAttachment): Uint8Array[] {
  const properties: Property[] = [];
  if (!title) properties.push([0x3707001f, utf16(name)]);
  if (inline) properties.push([0x7ffe000b, 1]);
  // Before the message stands that it is one.
  if (isMessage) properties.push([0x3701000d, concat([new Uint8Array(16), content])]);
  return [
    attributeOf(2, 0x00069002, new Uint8Array(14)),
    ...title ? [attributeOf(2, 0x00018010, title)] : [],
    ...isMessage ? [] : [attributeOf(2, 0x0006800f, content)],
    attributeOf(2, 0x00069005, propertiesOf(properties)),
  ];
}
