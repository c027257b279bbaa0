/** The names of a font's glyphs where they differ from its encoding: "[1 /f_i /f_l 30 /T_h]". */
const DIFFERENCES = /\/Differences\s*\[([^\]]{1,20000})\]/g;
const LIGATURE = /^[A-Za-z](?:_[A-Za-z]){1,3}(?:\.\w{1,8})?$/;
/** A resume has a few dozen fonts and a few packs of objects. */
const MAX_FONTS = 200;
const MAX_PACKS = 50;
const MAX_PACK_BYTES = 1 << 20;

/**
 * The letters that codes stand for by the names of their glyphs, for fonts without a map to Unicode. A
 * code that has several readings in a file has none here.
 */
export async function ligatureNames(bytes: Uint8Array): Promise<Map<number, string>> {
  const file = new TextDecoder("latin1").decode(bytes);
  const names = new Map<number, string>();
  readNames(file, names);
  for (const pack of packsOf(file)) {
    readNames(await unpacked(new Uint8Array(bytes.subarray(pack.start, pack.end))), names);
  }
  return new Map([...names].filter(([, text]) => text !== ""));
}

function readNames(source: string, names: Map<number, string>): void {
  let fonts = 0;
  for (const [, list] of source.matchAll(DIFFERENCES)) {
    if (++fonts > MAX_FONTS) return;
    let code = 0;
    for (const [item] of list.matchAll(/\d+|\/[^\s/\]]+/g)) {
      if (!item.startsWith("/")) {
        code = Number(item);
        continue;
      }
      const name = item.slice(1);
      const text = LIGATURE.test(name) ? name.replace(/\..*$/, "").replaceAll("_", "") : "";
      const known = names.get(code);
      if (text !== "") names.set(code, known === undefined || known === text ? text : "");
      code++;
    }
  }
}

/** Where the deflated packs of objects lie. */
function packsOf(file: string): { start: number; end: number }[] {
  const packs = [];
  let at = file.indexOf("/ObjStm");
  while (at >= 0 && packs.length < MAX_PACKS) {
    const stream = file.indexOf("stream", at);
    const end = file.indexOf("endstream", at);
    if (stream < 0 || end <= stream) break;
    const lineEnd = file.startsWith("\r\n", stream + 6) ? 2 : 1;
    packs.push({ start: stream + 6 + lineEnd, end });
    at = file.indexOf("/ObjStm", end);
  }
  return packs;
}

/** What a deflated stream holds, up to MAX_PACK_BYTES; what of it can be read where it is damaged. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const decoder = new TextDecoder("latin1");
  let text = "";
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    for await (const chunk of stream) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_PACK_BYTES) break;
    }
  } catch {
    // A line end before "endstream" counts as rubbish after the data, which has come by then.
  }
  return text;
}
