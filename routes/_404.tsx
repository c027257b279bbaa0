import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import { isApi } from "@/lib/api/errors.ts";
import { notFound } from "@/lib/http/problems.ts";

/** A bare component would answer 200. */
export const handler = define.handlers((ctx) =>
  isApi(ctx.url.pathname)
    ? notFound("this endpoint").toResponse()
    : ctx.render(<NotFound />, { status: 404 })
);

/** The page for an address that has none. */
function NotFound() {
  return (
    <>
      <Head>
        <title>Not found - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>There is no such page</h1>
        <p class="lead">
          The address may be mistyped. <a href="/">Screen resumes</a> instead.
        </p>
      </div>
    </>
  );
}
