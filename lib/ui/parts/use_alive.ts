import { useEffect, useState } from "preact/hooks";

/** Whether what the server has drawn answers by now: before, a click would be lost. */
export function useAlive(): boolean {
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return alive;
}
