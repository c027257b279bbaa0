import { parseArgs } from "node:util";
import { type Scope, SCOPES } from "@/lib/auth/principal.ts";
import { loadAuthKey } from "@/lib/auth/secret.ts";
import { type Grant, Tokens } from "@/lib/auth/tokens.ts";
import { readSettings } from "@/lib/settings.ts";
import { isUserId, ME, USER_ID_RULE } from "@/lib/wire/user_id.ts";

const USAGE = `Usage: deno task token USER [--scopes read,write,publish] [--days 30]

Prints a Bearer token for USER, signed with the same secret as the server's: AUTH_SECRET,
or the one beside its database. Scopes: ${SCOPES.join(", ")} (admin may do all, for every user).`;

/** Longer than this and a lost token is a lost key. */
const MAX_DAYS = 3650;

/** What the arguments ask for. Throws an `Error` of one line. */
export function parseGrant(args: string[]): Grant {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      scopes: { type: "string", default: "read,write,publish" },
      days: { type: "string", default: "30" },
    },
  });
  const [user, ...rest] = positionals;
  if (user === undefined) throw new Error("Cannot make a token: no USER given");
  if (rest.length > 0) throw new Error("Cannot make a token: more than one USER given");
  if (!isUserId(user) || user === ME) {
    throw new Error(`Cannot make a token for "${user}": a user is ${USER_ID_RULE}`);
  }
  return { user, scopes: parseScopes(values.scopes), seconds: parseDays(values.days) * 86400 };
}

function parseScopes(given: string): Scope[] {
  const names = given.split(",").map((name) => name.trim()).filter(Boolean);
  const unknown = names.find((name) => !SCOPES.some((scope) => scope === name));
  if (names.length === 0 || unknown !== undefined) {
    throw new Error(`Cannot use --scopes "${unknown ?? given}": choose from ${SCOPES.join(", ")}`);
  }
  return SCOPES.filter((scope) => names.includes(scope));
}

function parseDays(given: string): number {
  const days = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (days < 1 || days > MAX_DAYS) {
    throw new Error(`Cannot use --days "${given}": set a whole number from 1 to ${MAX_DAYS}`);
  }
  return days;
}

if (import.meta.main) {
  if (Deno.args.length === 0 || Deno.args.includes("--help") || Deno.args.includes("-h")) {
    console.error(USAGE);
    Deno.exit(Deno.args.length === 0 ? 2 : 0);
  }
  try {
    const grant = parseGrant(Deno.args);
    const tokens = new Tokens(await loadAuthKey(readSettings(Deno.env)));
    console.log(await tokens.issueToken(grant));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
