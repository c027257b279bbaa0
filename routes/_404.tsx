import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";

/** The page for an address that has none. */
export default define.page(function NotFound() {
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
});
