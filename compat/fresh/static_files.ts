import { extname } from "node:path";
import type { Middleware } from "./context.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};
const FOR_GOOD = "public, max-age=31536000, immutable";

/** Serves the files of static/ and the scripts of islands, as the Builder found them */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const path = ctx.url.pathname.slice(ctx.config.basePath.length);
    const { buildId, files } = ctx._build.snapshot ?? {};
    const file = files?.get(path);
    if (!file) return ctx.next();
    if (!/^(GET|HEAD)$/.test(ctx.req.method)) {
      return ctx.text("Method Not Allowed", { status: 405 });
    }
    const asked = ctx.url.searchParams.get("__frsh_c");
    const kept = asked === buildId || path.startsWith(`/_fresh/js/${buildId}/`);
    const headers: Record<string, string> = {
      "cache-control": kept ? FOR_GOOD : "no-cache, no-store, max-age=0, must-revalidate",
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      etag: `W/"${file.hash}"`,
      vary: "If-None-Match",
    };
    const known = ctx.req.headers.get("if-none-match")?.includes(`"${file.hash}"`);
    if (known) return new Response(null, { status: 304, headers });
    const { content } = file;
    const bytes = content instanceof URL ? await Deno.readFile(content) : content;
    return new Response(bytes, { headers: { ...headers, "content-length": `${bytes.length}` } });
  };
}
