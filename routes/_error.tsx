import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";

/** The page for a request that failed. What failed is in the log, not here. */
export default define.page(function ErrorPage({ error }) {
  const missing = error instanceof HttpError && error.status === 404;
  const title = missing ? "There is no such page" : "Something went wrong";
  return (
    <>
      <Head>
        <title>{title} - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>{title}</h1>
        <p class="lead">
          {missing
            ? "The address may be mistyped."
            : "It is not your fault. Try again in a moment."} <a href="/">Screen resumes</a>
        </p>
      </div>
    </>
  );
});
