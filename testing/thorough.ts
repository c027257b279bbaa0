/**
 * How often a test repeats what it does: `few` times, or `all` where THOROUGH is set, as CI sets it
 * (CONTRIBUTING.md). What a single round proves is not to depend on it.
 */
export function rounds(few: number, all: number): number {
  return Deno.env.get("THOROUGH") ? all : few;
}
