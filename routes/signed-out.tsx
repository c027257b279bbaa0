import { page } from "fresh";
import { Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";

/** A bare component would answer every method. */
export const handler = define.handlers({ GET: () => page() });

/** What is shown to who has signed out. */
export default define.page(function SignedOut() {
  return (
    <>
      <Head>
        <title>Signed out - Resume Screener</title>
      </Head>
      <div class="page-head">
        <h1>You have signed out</h1>
        <p class="lead">
          <a href="/">Sign in again</a>
        </p>
      </div>
    </>
  );
});
