import { assert, assertEquals, assertThrows } from "@std/assert";
import { readSettings, type Settings, SettingsError } from "@/lib/settings.ts";

const read = (variables: Record<string, string> = {}) =>
  readSettings({ get: (name) => variables[name] });

const SECRET = "s3cret-".repeat(6);

Deno.test("readSettings has the defaults of the design", () => {
  const { kvPath, workers, ...rest } = read();
  assert(kvPath?.startsWith("/") && kvPath.endsWith("/.data/kv.sqlite"));
  assertEquals(workers, navigator.hardwareConcurrency);
  assertEquals(rest, {
    port: 8000,
    host: "0.0.0.0",
    kvUrl: null,
    kvAccessToken: null,
    queue: "auto",
    authMode: "session",
    authSecret: null,
    authSecretPrevious: null,
    openId: null,
    keepaliveSeconds: 30,
    streamMaxSeconds: 3600,
    maxStreams: 20_000,
    maxStreamsPerUser: 64,
    maxUploadBytes: 10 * 1024 * 1024,
    maxRequestBytes: 100 * 1024 * 1024,
    maxFilesPerBatch: 1000,
    retentionHours: 72,
    recordRetentionDays: 0,
    corsOrigins: [],
    webSockets: false,
    metrics: "admin",
    trustProxy: 0,
    ocrLanguages: ["eng"],
    logLevel: "info",
    onDeploy: false,
  });
});

const READ: [Record<string, string>, Partial<Settings>][] = [
  [{ PORT: " 9000 " }, { port: 9000 }],
  [{ OCR_LANGUAGES: "eng+deu+chi_sim+eng" }, { ocrLanguages: ["eng", "deu", "chi_sim"] }],
  [{ PORT: "" }, { port: 8000 }],
  [{ AUTH_MODE: "open" }, { host: "127.0.0.1" }],
  [{ AUTH_MODE: "open", LISTEN_HOST: "::1" }, { host: "::1" }],
  [{ LISTEN_HOST: "127.0.0.1" }, { host: "127.0.0.1" }],
  [{ AUTH_MODE: "open" }, { webSockets: true }],
  [{ AUTH_MODE: "open", WEBSOCKETS: "off" }, { webSockets: false }],
  [{ WEBSOCKETS: "on" }, { webSockets: true }],
  [{ METRICS: "public", TRUST_PROXY: "1" }, { metrics: "public", trustProxy: 1 }],
  [{ WORKERS: "0" }, { workers: 0 }],
  [{ RECORD_RETENTION_DAYS: "180" }, { recordRetentionDays: 180 }],
  [{ LOG_LEVEL: "warn" }, { logLevel: "warning" }],
  [{ CORS_ORIGINS: "https://a.example, http://b.example:81" }, {
    corsOrigins: ["https://a.example", "http://b.example:81"],
  }],
  [{ KV_PATH: "/var/kv" }, { kvPath: "/var/kv", kvUrl: null }],
  [{ KV_PATH: ":memory:" }, { kvPath: ":memory:" }],
  [{ KV_PATH: "some/kv" }, { kvPath: `${Deno.cwd()}/some/kv` }],
  [{ DENO_DEPLOY: "1" }, { onDeploy: true, kvPath: null, kvUrl: null }],
  [{ DENO_DEPLOY: "1", KV_PATH: "/var/kv" }, { onDeploy: true, kvPath: "/var/kv" }],
  [{ DENO_DEPLOY: "false" }, { onDeploy: false }],
  [{ KV_URL: "http://kv", KV_PATH: "/var/kv", DENO_KV_ACCESS_TOKEN: "t" }, {
    kvUrl: "http://kv",
    kvPath: null,
    kvAccessToken: "t",
  }],
];

Deno.test("readSettings reads what is set", () => {
  for (const [variables, expected] of READ) {
    const settings = read(variables);
    for (const name of Object.keys(expected) as (keyof Settings)[]) {
      assertEquals(settings[name], expected[name], JSON.stringify(variables));
    }
  }
});

const REFUSED: [Record<string, string>, string][] = [
  [{ PORT: "80x" }, 'Cannot use PORT: "80x" can\'t be used, set a whole number from 0 to 65535'],
  [{ PORT: "70000" }, "Cannot use PORT"],
  [{ PORT: "-1" }, "Cannot use PORT"],
  [
    { LISTEN_HOST: "localhost" },
    'Cannot use LISTEN_HOST: "localhost" can\'t be used, set an IP address',
  ],
  [{ LISTEN_HOST: "0.0.0.0", AUTH_MODE: "open" }, "in open mode others could reach it"],
  [{ MAX_UPLOAD_BYTES: "10MB" }, "set a whole number of bytes from 1 to"],
  [
    { MAX_UPLOAD_BYTES: "10485761" },
    'Cannot use MAX_UPLOAD_BYTES: "10485761" can\'t be used, set a whole number of bytes from 1 to 10485760',
  ],
  [{ KEEPALIVE_SECONDS: "0" }, "set a whole number of seconds from 1"],
  [{ METRICS: "all" }, "set one of admin, public"],
  [{ TRUST_PROXY: "true" }, "set a whole number of proxies from 0 to 8"],
  [{ QUEUE: "redis" }, 'Cannot use QUEUE: "redis" can\'t be used, set one of auto, native, watch'],
  [{ QUEUE: "native", DENO_DEPLOY: "1" }, "Deno Deploy has no queues"],
  [{ QUEUE: "native", KV_URL: "http://kv", DENO_KV_ACCESS_TOKEN: "t" }, "KV Connect has no queues"],
  [{ AUTH_MODE: "none" }, "Cannot use AUTH_MODE"],
  [{ AUTH_MODE: "open", DENO_DEPLOY: "1" }, "Cannot use AUTH_MODE"],
  [{ AUTH_SECRET: "short-and-private" }, "set at least 32 random characters"],
  [{ KV_URL: "ftp://user:private@kv" }, "Cannot use KV_URL"],
  [{ KV_URL: "http://user:private@kv" }, "set DENO_KV_ACCESS_TOKEN"],
  [{ CORS_ORIGINS: "*" }, "Cannot use CORS_ORIGINS"],
  [{ CORS_ORIGINS: "https://a.example/path" }, "Cannot use CORS_ORIGINS"],
  [{ LOG_LEVEL: "loud" }, "Cannot use LOG_LEVEL"],
];

Deno.test("readSettings refuses a wrong value with one line that names it and no secret", () => {
  for (const [variables, part] of REFUSED) {
    const { message } = assertThrows(() => read(variables), SettingsError);
    assert(message.includes(part), message);
    assert(!message.includes("\n") && !message.includes("private"), message);
  }
  assertEquals(read({ AUTH_SECRET: SECRET }).authSecret, SECRET);
});
