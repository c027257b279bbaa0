import { Parser } from "htmlparser2";
import type { DocumentText } from "@/lib/extract/document/document_text.ts";
import { HtmlHeadlines } from "@/lib/extract/plain/html_headlines.ts";
import { HtmlWalker } from "@/lib/extract/plain/html_walker.ts";
import { mhtPage } from "@/lib/extract/plain/mht_page.ts";
import { decodeText } from "@/lib/extract/plain/plain_text.ts";

/** Where a page names its encoding: browsers look at 1,024 bytes, Word writes more before it. */
const CHARSET_BYTES = 4_096;
const CHARSET = /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w:-]{1,40})/i;
const XML_ENCODING = /^\s{0,9}<\?xml\s[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w:-]{1,40})/i;

/**
 * Reads a web page's text, also one saved with its pictures (MHT). What its own styles hide is left
 * out and counted; style sheets beside it aren't there to be read.
 * @throws {ExtractionError} its elements are nested too deep
 */
export function htmlText(bytes: Uint8Array): DocumentText {
  const page = mhtPage(bytes) ?? { bytes };
  const walker = new HtmlWalker();
  const headlines = new HtmlHeadlines();
  const parser = new Parser({
    onopentag: (tag, attributes) => {
      walker.open(tag, attributes);
      headlines.open(tag);
    },
    onclosetag: (tag, implied) => {
      walker.close(tag, implied);
      headlines.close(tag);
    },
    ontext: (text) => {
      walker.text(text);
      headlines.text(text);
    },
  });
  parser.end(decodeText(page.bytes, known(page.charset) ?? charsetOf(page.bytes)));
  return { ...walker.finish(), headlines: headlines.largest() };
}

/** The encoding that a page names for itself, where it is one that browsers know. */
function charsetOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, CHARSET_BYTES));
  return known(CHARSET.exec(head)?.[1] ?? XML_ENCODING.exec(head)?.[1]);
}

function known(label: string | undefined): string | undefined {
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
