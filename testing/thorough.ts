/** Whether tests are to leave nothing out: where THOROUGH is set, as before a release (CONTRIBUTING.md). */
export function isThorough(): boolean {
  return Boolean(Deno.env.get("THOROUGH"));
}

/** How often a test does what it does over and over: `few` times, or `all` where nothing is left out. */
export function rounds(few: number, all: number): number {
  return isThorough() ? all : few;
}
