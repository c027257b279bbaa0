import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { normalizePartHeaders } from "@/lib/http/multipart/_part_headers.ts";
import { Reading } from "@/lib/http/multipart/_multipart_reading.ts";
import { contentLength } from "@/lib/http/content_length.ts";
import type { MultipartLimits, MultipartSink } from "@/lib/http/multipart/multipart_sink.ts";
import { invalidMultipart, payloadTooLarge, unsupportedMediaType } from "@/lib/http/problems.ts";

/** Parts that aren't files, at most. */
const MAX_FIELDS = 100;

/**
 * Streams a multipart/form-data body into `sink`, a few chunks in memory at most: the next bytes are
 * read when the sink has taken the last. Resolves or rejects when the sink has come to rest,
 * or has had `restMs` to.
 * @throws {Problem} 415 not multipart, 400 broken or cut short, 408 too slow, 413 past maxRequestBytes,
 * maxFieldBytes, or far past maxFiles
 */
export async function readMultipart(
  req: Request,
  limits: MultipartLimits,
  sink: MultipartSink,
): Promise<void> {
  const body = req.body;
  try {
    const parser = openParser(req, limits);
    if ((contentLength(req) ?? 0) > limits.maxRequestBytes) {
      throw payloadTooLarge(limits.maxRequestBytes);
    }
    if (!body) throw invalidMultipart("Cannot read the upload: it has no body");
    await new Reading(parser, limits, sink).read(body);
  } catch (error) {
    if (body && !body.locked) await body.cancel().catch(() => {});
    throw error;
  }
}

function openParser(req: Request, limits: MultipartLimits): BusboyInstance {
  const type = req.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw unsupportedMediaType("multipart/form-data");
  }
  try {
    const parser = new Busboy({
      headers: { "content-type": type },
      preservePath: true,
      limits: {
        fileSize: limits.maxFileBytes,
        fieldSize: limits.maxFieldBytes,
        // Files past maxFiles are refused by name up to here, then the request is.
        parts: 2 * limits.maxFiles + MAX_FIELDS,
        headerPairs: 32,
        headerSize: 16 * 1024,
      },
    });
    normalizePartHeaders(parser);
    return parser;
  } catch (cause) {
    throw invalidMultipart("Cannot read the upload: its content-type has no boundary", cause);
  }
}
