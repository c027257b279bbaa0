/** Ways to what few look for. */
export function SiteFooter({ path }: { path: string }) {
  return (
    <footer class="site-footer">
      <nav aria-label="For developers">
        <a href="/test-sse" aria-current={path === "/test-sse" ? "page" : undefined}>
          Event console
        </a>
      </nav>
    </footer>
  );
}
