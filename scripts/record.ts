import { parseArgs } from "node:util";
import { loadAuthKey } from "@/lib/auth/secret.ts";
import { type RecordReport, verifyRecord } from "@/lib/record/verify_record.ts";
import { readSettings, secretPath } from "@/lib/settings.ts";

const USAGE = `Usage: deno task record verify FILE [--unsigned]

Looks whether a record that was taken out (GET .../batches/{id}/record) is whole, recomputes each of
its scores, and compares the signature by AUTH_SECRET (and AUTH_SECRET_PREVIOUS), or by the secret
beside the database at KV_PATH. --unsigned looks at all but the signature.`;

/** What the arguments ask for. Throws an `Error` of one line. */
export function parseRecordArgs(args: string[]): { file: string; unsigned: boolean } {
  const { values, positionals: [verb, file, ...rest] } = parseArgs({
    args,
    allowPositionals: true,
    options: { unsigned: { type: "boolean", default: false } },
  });
  if (verb !== "verify" || file === undefined || rest.length > 0) {
    throw new Error("Cannot verify: say verify and name one FILE");
  }
  return { file, unsigned: values.unsigned };
}

/** The secrets by which a head may be signed. Throws an `Error` of one line where there is none. */
export async function secretsOf(
  env: { get(name: string): string | undefined },
): Promise<Uint8Array[]> {
  const settings = readSettings(env);
  const { authSecret, authSecretPrevious, kvPath } = settings;
  if (authSecret === null) {
    const path = kvPath && secretPath(kvPath);
    // Looking must not make one: it would sign nothing that there is.
    if (!path || !await Deno.stat(path).catch(() => null)) {
      throw new Error(
        "Cannot compare the signature: set AUTH_SECRET or KV_PATH, or say --unsigned",
      );
    }
  }
  const previous = authSecretPrevious === null
    ? []
    : [new TextEncoder().encode(authSecretPrevious)];
  return [await loadAuthKey(settings), ...previous];
}

/** What was found, for people, a line each. */
export function tell({ lines, scores, first, signatureChecked, faults }: RecordReport): string[] {
  if (faults.length > 0) return faults;
  const since = first !== null && first > 1 ? ` (the first ${first - 1} have expired)` : "";
  const signature = signatureChecked ? "the signature holds" : "the signature was not compared";
  return [`${lines} lines${since}, whole and in order; ${scores} scores recomputed; ${signature}`];
}

if (import.meta.main) {
  if (Deno.args.length === 0 || Deno.args.includes("--help") || Deno.args.includes("-h")) {
    console.error(USAGE);
    Deno.exit(Deno.args.length === 0 ? 2 : 0);
  }
  try {
    const { file, unsigned } = parseRecordArgs(Deno.args);
    const keys = unsigned ? [] : await secretsOf(Deno.env);
    const report = verifyRecord(await Deno.readTextFile(file), keys);
    for (const line of tell(report)) console.log(line);
    Deno.exit(report.faults.length === 0 ? 0 : 1);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(2);
  }
}
