import { isIP } from "node:net";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { MAX_DOCUMENT_BYTES } from "@/lib/wire/upload.ts";

/** What the environment sets, read once at the start. Sizes are bytes, times as named. */
export interface Settings {
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  /** Embedded database file (absolute, or ":memory:"); null with `kvUrl`, or for a bare `openKv()`. */
  readonly kvPath: string | null;
  /** KV Connect address; null for the embedded database and on Deno Deploy. */
  readonly kvUrl: string | null;
  readonly kvAccessToken: string | null;
  readonly queue: "auto" | "native" | "watch";
  /** Files worked on at once by this process; 0 serves only. */
  readonly workers: number;
  readonly authMode: "session" | "open";
  /** At least 32 characters, or null: then `loadAuthKey` makes one beside the database. */
  readonly authSecret: string | null;
  /** The secret before it, by which sessions and tokens are still verified. */
  readonly authSecretPrevious: string | null;
  /** Where people sign in by OpenID Connect; null where each visitor is a user of their own. */
  readonly openId: { issuer: string; clientId: string; clientSecret: string | null } | null;
  readonly keepaliveSeconds: number;
  readonly streamMaxSeconds: number;
  readonly maxStreams: number;
  readonly maxStreamsPerUser: number;
  readonly maxUploadBytes: number;
  readonly maxRequestBytes: number;
  readonly maxFilesPerBatch: number;
  readonly retentionHours: number;
  /** How long the records of batches are kept at least; 0 as long as their batches. */
  readonly recordRetentionDays: number;
  readonly corsOrigins: string[];
  /** Whether the WebSocket endpoint answers. */
  readonly webSockets: boolean;
  /** Who may read `/metrics`: who has an admin token, or everybody. */
  readonly metrics: "admin" | "public";
  /** Proxies before this process, each of which adds the address it was asked from. */
  readonly trustProxy: number;
  /** Codes of the languages that OCR reads, of Tesseract's; at least one. */
  readonly ocrLanguages: string[];
  readonly logLevel: "trace" | "debug" | "info" | "warning" | "error" | "fatal";
  readonly onDeploy: boolean;
}

/** A setting that can't be used. The message is one line for the operator, without secrets. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/** Where the embedded database lies when nothing says otherwise. */
const DEFAULT_KV_PATH = ".data/kv.sqlite";

/** Their values stay out of messages; a KV_URL may carry credentials. */
const SECRETS = new Set([
  "AUTH_SECRET",
  "AUTH_SECRET_PREVIOUS",
  "OIDC_CLIENT_SECRET",
  "DENO_KV_ACCESS_TOKEN",
  "KV_URL",
]);

const MIB = 1024 * 1024;

function whole(min: number, max: number, fallback: number, unit = "") {
  const wanted = `set a whole number${unit && ` of ${unit}`} from ${min} to ${max}`;
  return z.string().regex(/^\d{1,15}$/, wanted).transform(Number)
    .refine((value) => value >= min && value <= max, wanted).default(fallback);
}

function oneOf<const T extends string>(values: readonly T[], fallback: NoInfer<T>) {
  return z.enum(values, `set one of ${values.join(", ")}`).default(fallback);
}

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.parse(value)?.origin === value;
}

/** Over plain HTTP only on this machine: whoever is between could sign in as anybody. */
function isIssuer(url: URL | null): boolean {
  return url?.protocol === "https:" ||
    (url?.protocol === "http:" && /^(127\.[\d.]+|localhost|\[::1\])$/.test(url.hostname));
}

const optional = z.string().nullable().default(null);

// 32 characters: as long as the output of the HMAC it keys (RFC 7518, 3.2).
const secret = z.string().min(32, "set at least 32 random characters").nullable().default(null);

const environment = z.object({
  // 0 lets the system choose, as tests do.
  PORT: whole(0, 65535, 8000),
  LISTEN_HOST: z.string().refine(
    (value) => isIP(value) !== 0,
    "set an IP address to listen on, such as 127.0.0.1",
  ).nullable().default(null),
  KV_PATH: optional,
  KV_URL: z.string().refine(
    (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ""),
    "set the http(s) address of a KV Connect server",
  ).nullable().default(null),
  DENO_KV_ACCESS_TOKEN: optional,
  DENO_DEPLOY: z.string().transform((value) => !/^(0|false|no)$/i.test(value)).default(false),
  QUEUE: oneOf(["auto", "native", "watch"], "auto"),
  WORKERS: whole(0, 256, navigator.hardwareConcurrency),
  AUTH_MODE: oneOf(["session", "open"], "session"),
  AUTH_SECRET: secret,
  AUTH_SECRET_PREVIOUS: secret,
  OIDC_ISSUER: z.string().refine(
    (value) => isIssuer(URL.parse(value)),
    "set the https address of the provider, as it names itself",
  ).nullable().default(null),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  KEEPALIVE_SECONDS: whole(1, 600, 30, "seconds"),
  STREAM_MAX_SECONDS: whole(1, 7 * 86400, 3600, "seconds"),
  MAX_STREAMS: whole(1, 1_000_000, 20_000),
  MAX_STREAMS_PER_USER: whole(1, 1_000_000, 64),
  MAX_UPLOAD_BYTES: whole(1, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_BYTES, "bytes"),
  MAX_REQUEST_BYTES: whole(1, 16 * 1024 * MIB, 100 * MIB, "bytes"),
  MAX_FILES_PER_BATCH: whole(1, 10_000, 1000),
  RETENTION_HOURS: whole(1, 24 * 3650, 72, "hours"),
  RECORD_RETENTION_DAYS: whole(0, 3650, 0, "days"),
  CORS_ORIGINS: z.string().transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine(
      (origins) => origins.every(isOrigin),
      "set origins such as https://app.example.com, separated by commas",
    ).default([]),
  WEBSOCKETS: oneOf(["auto", "on", "off"], "auto"),
  METRICS: oneOf(["admin", "public"], "admin"),
  TRUST_PROXY: whole(0, 8, 0, "proxies"),
  OCR_LANGUAGES: z.string().regex(
    /^[a-z]{3}(?:_[a-z]{1,8}){0,2}(?:\+[a-z]{3}(?:_[a-z]{1,8}){0,2}){0,3}$/,
    "set one to four of Tesseract's languages such as eng+deu",
  ).transform((value) => [...new Set(value.split("+"))]).default(["eng"]),
  LOG_LEVEL: z.preprocess(
    (value) => value === "warn" ? "warning" : value,
    oneOf(["trace", "debug", "info", "warning", "error", "fatal"], "info"),
  ),
});

type Environment = z.output<typeof environment>;

/**
 * Reads and checks every setting of the README. An empty variable counts as unset.
 * @throws {SettingsError} of one line, for the first value that can't be used
 */
export function readSettings(env: { get(name: string): string | undefined }): Settings {
  const given = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [name, env.get(name)?.trim() || undefined]),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    const name = String(path[0]);
    throw refusal(name, message, given[name]);
  }
  checkTogether(parsed.data);
  return toSettings(parsed.data);
}

/** Where the secret of a server with an embedded database lies, unless AUTH_SECRET is set. */
export function secretPath(kvPath: string): string {
  return `${kvPath}.auth_secret`;
}

function refusal(name: string, wanted: string, value?: string): SettingsError {
  const shown = SECRETS.has(name) || value === undefined
    ? "its value can't be used"
    : `${JSON.stringify(value.slice(0, 60))} can't be used`;
  return new SettingsError(`Cannot use ${name}: ${shown}, ${wanted}`);
}

/** What single values can't tell. That a database has no queue is otherwise found by its probe. */
function checkTogether(env: Environment): void {
  if (env.KV_URL && !env.DENO_KV_ACCESS_TOKEN) {
    throw refusal("KV_URL", "set DENO_KV_ACCESS_TOKEN beside it");
  }
  if (env.QUEUE === "native" && (env.KV_URL || (env.DENO_DEPLOY && !env.KV_PATH))) {
    const where = env.KV_URL ? "KV Connect" : "Deno Deploy";
    throw refusal("QUEUE", `${where} has no queues: set auto or watch`, env.QUEUE);
  }
  if (env.OIDC_ISSUER && !env.OIDC_CLIENT_ID) {
    throw refusal("OIDC_ISSUER", "set OIDC_CLIENT_ID beside it");
  }
  if (env.OIDC_ISSUER && env.AUTH_MODE === "open") {
    throw refusal("OIDC_ISSUER", "in open mode nobody signs in: leave it out, or set session");
  }
  if (env.AUTH_MODE === "open" && env.DENO_DEPLOY) {
    throw refusal("AUTH_MODE", "on Deno Deploy everyone could reach it: set session", "open");
  }
  if (env.AUTH_MODE === "open" && env.LISTEN_HOST && !/^127\.|^::1$/.test(env.LISTEN_HOST)) {
    throw refusal(
      "LISTEN_HOST",
      "in open mode others could reach it: set 127.0.0.1, or session",
      env.LISTEN_HOST,
    );
  }
}

function toSettings(env: Environment): Settings {
  return {
    port: env.PORT,
    host: env.LISTEN_HOST ?? (env.AUTH_MODE === "open" ? "127.0.0.1" : "0.0.0.0"),
    kvPath: kvPathOf(env),
    kvUrl: env.KV_URL,
    kvAccessToken: env.DENO_KV_ACCESS_TOKEN,
    queue: env.QUEUE,
    workers: env.WORKERS,
    authMode: env.AUTH_MODE,
    authSecret: env.AUTH_SECRET,
    authSecretPrevious: env.AUTH_SECRET_PREVIOUS,
    openId: env.OIDC_ISSUER && env.OIDC_CLIENT_ID
      ? {
        issuer: env.OIDC_ISSUER,
        clientId: env.OIDC_CLIENT_ID,
        clientSecret: env.OIDC_CLIENT_SECRET,
      }
      : null,
    keepaliveSeconds: env.KEEPALIVE_SECONDS,
    streamMaxSeconds: env.STREAM_MAX_SECONDS,
    maxStreams: env.MAX_STREAMS,
    maxStreamsPerUser: env.MAX_STREAMS_PER_USER,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    maxRequestBytes: env.MAX_REQUEST_BYTES,
    maxFilesPerBatch: env.MAX_FILES_PER_BATCH,
    retentionHours: env.RETENTION_HOURS,
    recordRetentionDays: env.RECORD_RETENTION_DAYS,
    corsOrigins: env.CORS_ORIGINS,
    // Nothing bounds what a peer may send (docs/deploy.md): not for strangers unless it is asked for.
    webSockets: env.WEBSOCKETS === "auto" ? env.AUTH_MODE === "open" : env.WEBSOCKETS === "on",
    metrics: env.METRICS,
    trustProxy: env.TRUST_PROXY,
    ocrLanguages: env.OCR_LANGUAGES,
    logLevel: env.LOG_LEVEL,
    onDeploy: env.DENO_DEPLOY,
  };
}

/** Absolute, because older runtimes (Deno 2.5) can't open a new relative path. */
function kvPathOf(env: Environment): string | null {
  if (env.KV_URL) return null;
  const path = env.KV_PATH ?? (env.DENO_DEPLOY ? null : DEFAULT_KV_PATH);
  if (path === null || path === ":memory:" || isAbsolute(path)) return path;
  return resolve(path);
}
