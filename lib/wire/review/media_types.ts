/** The media types of files by the endings of their names, in lower case. */
const MEDIA_TYPES: Record<string, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  docm: "application/vnd.ms-word.document.macroenabled.12",
  dotx: "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
  doc: "application/msword",
  dot: "application/msword",
  odt: "application/vnd.oasis.opendocument.text",
  ott: "application/vnd.oasis.opendocument.text-template",
  pages: "application/vnd.apple.pages",
  rtf: "application/rtf",
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  mht: "multipart/related",
  mhtml: "multipart/related",
  txt: "text/plain",
  text: "text/plain",
  md: "text/markdown",
  markdown: "text/markdown",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  tif: "image/tiff",
  tiff: "image/tiff",
  webp: "image/webp",
  zip: "application/zip",
  eml: "message/rfc822",
  msg: "application/vnd.ms-outlook",
  dat: "application/ms-tnef",
  tnef: "application/ms-tnef",
  mbox: "application/mbox",
};

/**
 * The media type that a file's name speaks of. Nothing is said of the encoding of text: whoever keeps
 * the file finds it out.
 */
export function mediaTypeOf(name: string): string {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1].toLowerCase() ?? "";
  return Object.hasOwn(MEDIA_TYPES, extension)
    ? MEDIA_TYPES[extension]
    : "application/octet-stream";
}
