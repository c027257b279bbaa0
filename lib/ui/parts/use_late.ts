import { useEffect, useState } from "preact/hooks";

/** Between tries to load it, in ms: whoever is offline for a moment gets it all the same. */
const RETRY_MS = 2_000;

/**
 * A module that is loaded once it is needed; null until it is there. `load` is `() => import(...)` of one
 * module, the same each time.
 */
export function useLate<Module>(load: () => Promise<Module>, needed = true): Module | null {
  const [module, setModule] = useState<{ loaded: Module } | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!needed || module !== null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    load().then(
      (loaded) => setModule({ loaded }),
      () => timer = setTimeout(() => setTries(tries + 1), RETRY_MS),
    );
    return () => clearTimeout(timer);
  }, [needed, tries]);
  return module?.loaded ?? null;
}
