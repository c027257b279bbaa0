import { asset } from "fresh/runtime";
import { define } from "@/lib/api/define.ts";
import { SiteFooter } from "@/lib/ui/page/SiteFooter.tsx";
import { SiteHeader } from "@/lib/ui/page/SiteHeader.tsx";

/** In the page itself, which saves a request. */
const ICON = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    '<rect width="32" height="32" rx="7" fill="#0b6a5b"/>' +
    '<path d="M9.5 6h9l4.5 4.5V26h-13.5z" fill="#fff"/>' +
    '<path d="m12.8 18.8 2.4 2.4 5-5.4" fill="none" stroke="#0b6a5b" stroke-width="2.2" ' +
    'stroke-linecap="round" stroke-linejoin="round"/></svg>',
);

/** The document round every page. */
export default define.page(function App({ Component, url, state }) {
  // Error pages know nobody.
  const signedIn = state.services?.auth.signIn != null && state.principal !== undefined;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="Screens resumes against a job, live and explained." />
        <title>Resume Screener</title>
        <link rel="icon" type="image/svg+xml" href={ICON} />
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <SiteHeader path={url.pathname} signedIn={signedIn} />
        <main id="main">
          <Component />
        </main>
        <SiteFooter path={url.pathname} />
      </body>
    </html>
  );
});
