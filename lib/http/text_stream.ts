import { continuedStream } from "@/lib/http/continued_stream.ts";

/** What leaves in one piece, in bytes or a little more: fewer cost more each, more hold the loop. */
const PIECE_BYTES = 64 * 1024;

/**
 * A body of texts that are made as they are taken: whoever reads slowly, or leaves, has no more of them
 * made. Rejects where the first can't be, so that there is still an answer to give.
 */
export async function textStream(
  texts: AsyncIterable<string>,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const pieces = piecesOf(texts);
  const { value, done } = await pieces.next();
  return continuedStream(done ? [] : [value], pieces);
}

async function* piecesOf(
  texts: AsyncIterable<string>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const encoder = new TextEncoder();
  let text = "";
  for await (const more of texts) {
    text += more;
    if (text.length < PIECE_BYTES) continue;
    yield encoder.encode(text);
    text = "";
  }
  if (text !== "") yield encoder.encode(text);
}
