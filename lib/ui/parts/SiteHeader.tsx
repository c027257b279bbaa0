const PAGES = [["/", "Screen"], ["/test-sse", "Event console"]] as const;

/** The name of the app and the ways to its pages. */
export function SiteHeader({ path }: { path: string }) {
  return (
    <header class="site-header">
      <a class="brand" href="/">
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <path class="sheet" d="M8 3h11l6 6v20H8z" />
          <path class="line" d="M12 12.5h6M12 17h9" />
          <path class="tick" d="m12 22.5 2.8 2.8 6-6.3" />
        </svg>
        Resume Screener
      </a>
      <nav aria-label="Pages">
        <ul>
          {PAGES.map(([href, name]) => (
            <li key={href}>
              <a href={href} aria-current={path === href ? "page" : undefined}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
