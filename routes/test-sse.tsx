import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import SseConsole from "@/islands/SseConsole.tsx";

/** A bare component would answer every method. */
export const handler = define.handlers({ GET: () => page() });

/** The event console. */
export default define.page(function EventConsole({ state }) {
  return (
    <>
      <Head>
        <title>Event console - Resume Screener</title>
        <link key="console" rel="stylesheet" href={asset("/console.css")} />
      </Head>
      <div class="page-head">
        <h1>Event console</h1>
        <p class="lead">
          Progress comes as Server-Sent Events. Connect, simulate a batch, and see every event and
          every byte as it arrives.
        </p>
      </div>
      <SseConsole userId={state.principal.user} anyUser={state.principal.via === "open"} />
    </>
  );
});
