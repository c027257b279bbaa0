/** The way to what only developers want. */
export function SiteFooter() {
  return (
    <footer class="site-footer">
      <a href="/test-sse">Event console</a>
    </footer>
  );
}
