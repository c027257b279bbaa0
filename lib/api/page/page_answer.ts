import { documentOf, textOf } from "@/lib/api/answers/stored_file.ts";
import { pageQuery, parseQuery } from "@/lib/api/queries.ts";
import { ExtractionError } from "@/lib/extract/document/extraction_error.ts";
import { NoPagesError, ViewerBusyError } from "@/lib/extract/page_viewer.ts";
import { UNTRUSTED_HEADERS } from "@/lib/http/attachment.ts";
import { json } from "@/lib/http/json.ts";
import { Problem } from "@/lib/http/problem.ts";
import { notFound, tooManyPages } from "@/lib/http/problems.ts";
import type { BatchFile } from "@/lib/batches/batch_file.ts";
import type { Services } from "@/lib/services.ts";
import type { RequirementResult } from "@/lib/wire/result.ts";
import { type DocumentPage, type EvidenceBox, PAGE_NAME } from "@/lib/wire/review/page.ts";

/** However busy the machine is, nobody looks at a page that comes later than this. In milliseconds. */
const PATIENCE_MS = 40_000;

/**
 * A page of a file's document, drawn anew from the document: nothing of it is stored.
 *
 * @param page as in the path: `1.png`
 * @throws {Problem} 404 not-found or no-pages; 422: it can't be drawn; 429: too many are being drawn
 */
export async function pageAnswer(
  req: Request,
  file: BatchFile,
  page: string,
  services: Services,
): Promise<Response> {
  const name = PAGE_NAME.exec(page);
  if (name === null) throw notFound(`page ${JSON.stringify(page.slice(0, 20))}`);
  const [, number, form] = name;
  const { width } = parseQuery(pageQuery, new URL(req.url));
  const index = Number(number) - 1;
  const signal = AbortSignal.any([req.signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    return form === "png"
      ? await picture(services, file, { page: index, width, signal })
      : json(await boxesOf(services, file, index, signal));
  } catch (error) {
    throw asProblem(error, signal);
  }
}

async function picture(
  services: Services,
  file: BatchFile,
  asked: { page: number; width: number; signal: AbortSignal },
): Promise<Response> {
  const read = () => documentOf(services, file);
  const png = await services.extractor.pages.draw({ read, name: file.name, by: file.user }, asked);
  if (png === null) throw missing(asked.page);
  return new Response(png, {
    headers: { ...UNTRUSTED_HEADERS, "content-type": "image/png" },
  });
}

async function boxesOf(
  services: Services,
  file: BatchFile,
  index: number,
  signal: AbortSignal,
): Promise<DocumentPage> {
  const result = await services.batches.result(file.user, file.batch, file.id);
  const requirements = result?.requirements ?? [];
  const lines = [...new Set(requirements.map(lineOf).filter((line) => line !== null))];
  const text = async () => lines.length === 0 ? new Uint8Array(0) : await textOf(services, file);
  const read = () => documentOf(services, file);
  const document = { read, name: file.name, by: file.user };
  const key = JSON.stringify([file.user, file.blob, file.textBlob, lines]);
  const found = await services.extractor.pages.places(document, { text, lines, key, signal });
  const size = found.pages[index];
  if (size === undefined) throw missing(index);
  const boxes = found.boxes.filter(({ page }) => page === index)
    .flatMap(({ line, x, y, w, h }) =>
      requirements.flatMap((it, requirement): EvidenceBox[] =>
        lineOf(it) === line ? [{ requirement, evidence_line: line, x, y, w, h }] : []
      )
    );
  return { page: index + 1, pages: found.pages.length, ...size, boxes };
}

/** Results that were stored before evidence had lines have none. */
function lineOf({ evidence_line }: Partial<RequirementResult>): number | null {
  return evidence_line ?? null;
}

function missing(index: number): Problem {
  return notFound(`page ${index + 1}: the document has fewer`);
}

function asProblem(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof NoPagesError) return new Problem("no-pages", { detail: error.message });
  if (error instanceof ExtractionError) {
    return new Problem("page-unreadable", { detail: `Cannot show the page: ${error.reason}` });
  }
  if (error instanceof ViewerBusyError || signal.aborted) return tooManyPages();
  return error;
}
