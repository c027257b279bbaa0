import { SettingsError } from "@/lib/settings.ts";

/** Ends the process with one line for what its operator can mend; throws all else. */
export function endStart(error: unknown): never {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}

/** What stands in the way of listening on `address`, as one line; other errors as they are. */
export function addressRefusal(
  { hostname, port }: { hostname: string; port: number },
  error: unknown,
): unknown {
  const { AddrInUse, AddrNotAvailable, PermissionDenied } = Deno.errors;
  const isTaken = error instanceof AddrInUse;
  const isBarred = error instanceof AddrNotAvailable || error instanceof PermissionDenied;
  if (!isTaken && !isBarred) return error;
  const state = isTaken
    ? "another process has the port, end it or set another PORT"
    : "this machine doesn't give that address, set another PORT or LISTEN_HOST";
  const line = `Cannot listen on ${hostname}:${port}: ${state} (${error.name})`;
  return new SettingsError(line, { cause: error });
}
