import { createHash } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import { ownFileDetail } from "@/lib/api/answers/file_detail.ts";
import { type Explained, ExplanationSheet } from "@/lib/api/explanation/ExplanationSheet.tsx";
import { FIRST_CRITERIA_VERSION } from "@/lib/wire/review/criteria.ts";
import type { Services } from "@/lib/services.ts";
import { DEFAULT_TITLE } from "@/lib/wire/batch.ts";

const STYLE =
  "body{font:11pt/1.45 system-ui,sans-serif;color:#111;background:#fff;margin:2rem auto;" +
  "max-width:48rem;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:1.6rem}" +
  "table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #bbb;padding:.3rem .5rem;" +
  "text-align:left;vertical-align:top;overflow-wrap:anywhere}tr{break-inside:avoid}dl{display:grid;" +
  "grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;" +
  "overflow-wrap:anywhere}footer{margin-top:2rem;color:#444}@page{margin:18mm}";

const POLICY = `default-src 'none'; style-src 'sha256-${
  createHash("sha256").update(STYLE).digest("base64")
}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * One candidate's sheet, to be printed.
 *
 * @throws {BatchNotFoundError}
 * @throws {FileNotFoundError}
 */
export async function explanationAnswer(
  { user, batch, file }: { user: string; batch: string; file: string },
  services: Pick<Services, "batches" | "decisions" | "log">,
): Promise<Response> {
  const detail = await ownFileDetail(user, batch, file, services);
  const found = await services.batches.get(user, batch);
  const html = sheetHtml({
    job: found?.title ?? DEFAULT_TITLE,
    detail,
    criteriaVersion: found?.criteriaVersion ?? FIRST_CRITERIA_VERSION,
    at: new Date(),
  });
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY },
  });
}

/** The sheet as a whole document. */
export function sheetHtml(explained: Explained): string {
  const head = '<meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<meta name="robots" content="noindex">' +
    "<title>How this application was assessed</title>" +
    `<style>${STYLE}</style>`;
  const body = renderToString(<ExplanationSheet {...explained} />);
  return `<!DOCTYPE html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
}
