import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

/** A zip file of these texts and bytes, encrypted if there is a password. */
export async function zipOf(
  files: Record<string, string | Uint8Array>,
  password?: string,
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, zip64: false });
  for (const [name, content] of Object.entries(files)) {
    // ODF stores its type as it is, with nothing before it.
    const plain = name === "mimetype" ? { level: 0, extendedTimestamp: false } : {};
    const reader = content === ""
      // Thousands take seconds to read where each is a stream.
      ? undefined
      : typeof content === "string"
      ? new TextReader(content)
      : new Uint8ArrayReader(content);
    await writer.add(name, reader, { password, ...plain });
  }
  return await writer.close();
}

/** A Word document with this body, and other parts if given. */
export function docxOf(body: string, parts: Record<string, string> = {}): Promise<Uint8Array> {
  return zipOf({ "[Content_Types].xml": "<Types/>", ...parts, "word/document.xml": wordXml(body) });
}

/** Relationships of a part of a Word document: an id, the last word of a type, a target. */
export function relationships(...rows: [id: string, type: string, target: string][]): string {
  const elements = rows.map(([id, type, target]) => {
    const outside = target.includes(":") ? ' TargetMode="External"' : "";
    return `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"${outside}/>`;
  });
  return `<Relationships>${elements.join("")}</Relationships>`;
}

/** A Word document that is made of these parts (w:altChunk), named as in the zip. */
export function chunkedDocx(chunks: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  const names = Object.keys(chunks);
  return zipOf({
    "word/document.xml": wordXml(names.map((_, at) => `<w:altChunk r:id="c${at}"/>`).join("")),
    "word/_rels/document.xml.rels": relationships(
      ...names.map((name, at): [string, string, string] => [`c${at}`, "aFChunk", `/${name}`]),
    ),
    ...chunks,
  });
}

/** A part of a Word document. */
export function wordXml(content: string, root = "document"): string {
  return `<?xml version="1.0" encoding="UTF-8"?><w:${root} xmlns:w="w" xmlns:mc="mc" xmlns:r="r"` +
    ` xmlns:wps="wps"><w:body>${content}</w:body></w:${root}>`;
}

/** A paragraph of one run. */
export function paragraph(text: string, runStyle = "", style = ""): string {
  return `<w:p><w:pPr>${style}</w:pPr><w:r><w:rPr>${runStyle}</w:rPr>` +
    `<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** An OpenDocument text with this body. */
export async function odtOf(body: string, styles = ""): Promise<Uint8Array> {
  return await zipOf({
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": '<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t"' +
      ' xmlns:style="s" xmlns:fo="f" xmlns:table="b" xmlns:draw="d">' +
      `<office:automatic-styles>${styles}</office:automatic-styles>` +
      `<office:body><office:text>${body}</office:text></office:body></office:document-content>`,
  });
}
