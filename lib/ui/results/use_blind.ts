import { useState } from "preact/hooks";

/**
 * Whether names are hidden. That outlasts a reload of the tab: who reviews blind must not see them by
 * accident.
 */
export function useBlind(
  batchId: string | null,
): [blind: boolean, onBlind: (blind: boolean) => void] {
  const [blind, setBlind] = useState(() => isBlind(batchId));
  const change = (next: boolean) => {
    setBlind(next);
    keepBlind(batchId, next);
  };
  return [blind, change];
}

function keyOf(batchId: string): string {
  return `hide-names ${batchId}`;
}

function isBlind(batchId: string | null): boolean {
  try {
    return batchId !== null && sessionStorage.getItem(keyOf(batchId)) !== null;
  } catch {
    return false; // A browser may refuse any storage.
  }
}

function keepBlind(batchId: string | null, blind: boolean): void {
  if (batchId === null) return;
  try {
    if (blind) sessionStorage.setItem(keyOf(batchId), "on");
    else sessionStorage.removeItem(keyOf(batchId));
  } catch {
    // Then names are hidden until the page is left.
  }
}
