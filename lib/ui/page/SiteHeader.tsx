/** The name of the app, which leads to its start page; and the way out for who has signed in. */
export function SiteHeader({ path, signedIn }: { path: string; signedIn: boolean }) {
  return (
    <header class="site-header">
      {/* Told here, as Fresh would mark a link that leads above the page as current: on all pages. */}
      <a class="brand" href="/" aria-current={path === "/" ? "page" : "false"}>
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <path class="sheet" d="M8 3h11l6 6v20H8z" />
          <path class="line" d="M12 12.5h6M12 17h9" />
          <path class="tick" d="m12 22.5 2.8 2.8 6-6.3" />
        </svg>
        Resume Screener
      </a>
      <nav aria-label="Main">
        <a href="/batches" aria-current={path === "/batches" ? "page" : "false"}>Batches</a>
      </nav>
      {signedIn && (
        <form method="post" action="/sign-out">
          <button type="submit" class="button">Sign out</button>
        </form>
      )}
    </header>
  );
}
