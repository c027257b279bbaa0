const SYMBOLS = {
  mallopt: { parameters: ["i32", "i32"], result: "i32" },
  malloc_trim: { parameters: ["usize"], result: "i32" },
} as const;

type Malloc = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

/** As malloc.h has it. */
const M_TRIM_THRESHOLD = -1;
/** So much may be free at the end of each arena; by default it grows with what is freed, up to 64 MiB. */
const MAX_FREE_BYTES = 1024 * 1024;

/**
 * Has glibc give back at once what is freed beyond 1 MiB at an arena's end, where `malloc_trim` doesn't
 * look but in the main one. For this process, from now on.
 */
export function boundFreeMemory(): void {
  withMalloc(({ mallopt }) => mallopt(M_TRIM_THRESHOLD, MAX_FREE_BYTES));
}

/** Has glibc give back whatever else is free; takes 20 ms. That is the memory of all but V8's heap. */
export function trimMemory(): void {
  withMalloc(({ malloc_trim }) => malloc_trim(0n));
}

/** Does nothing where there is no glibc, or no `--allow-ffi`. */
function withMalloc(work: (malloc: Malloc) => unknown): void {
  if (Deno.build.os !== "linux") return;
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return;
  let library;
  try {
    library = Deno.dlopen("libc.so.6", SYMBOLS);
  } catch {
    return; // Another C library.
  }
  try {
    work(library.symbols);
  } finally {
    library.close();
  }
}
