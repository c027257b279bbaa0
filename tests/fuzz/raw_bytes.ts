import { ME } from "@/lib/wire/user_id.ts";
import { mutated } from "@/tests/fuzz/mutation.ts";
import type { Random } from "@/tests/fuzz/random.ts";

const encoder = new TextEncoder();
const BOUNDARY = "----fuzz";
const PART =
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="job_description"\r\n\r\nBaker\r\n` +
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n` +
  `Content-Type: text/plain\r\n\r\nA baker\r\n--${BOUNDARY}--\r\n`;
const UPLOAD = "POST /api/v1/resumes/upload?user_id=ann HTTP/1.1\r\nHost: HOST\r\n" +
  `Content-Type: multipart/form-data; boundary=${BOUNDARY}\r\n`;
const UPDATE = JSON.stringify({ completed: 1, total: 2 });

/** Requests as they are on the wire; HOST stands for the server's. */
const REQUESTS = [
  "GET / HTTP/1.1\r\nHost: HOST\r\nAccept-Encoding: gzip, br;q=0\r\nCookie: a=b; c\r\n\r\n",
  "GET /api/v1/resumes/batches?user_id=ann&limit=2 HTTP/1.1\r\nHost: HOST\r\nRange: bytes=0-\r\n\r\n",
  "GET /api/v1/sse/progress/stream/ann?from=earliest HTTP/1.1\r\nHost: HOST\r\n" +
  "Last-Event-ID: 0123456789abcdef.7\r\n\r\n",
  "HEAD /healthz HTTP/1.0\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n",
  'GET /styles.css HTTP/1.1\r\nHost: HOST\r\nIf-None-Match: "x"\r\nIf-Modified-Since: x\r\n\r\n',
  `POST /api/v1/sse/progress/ann HTTP/1.1\r\nHost: HOST\r\nContent-Length: ${UPDATE.length}\r\n` +
  `Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n${UPDATE}`,
  "POST /api/v1/sse/progress/ann HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n" +
  `${UPDATE.length.toString(16)};x=y\r\n${UPDATE}\r\n0\r\nTrailer: t\r\n\r\n`,
  `${UPLOAD}Content-Length: ${PART.length}\r\nIdempotency-Key: k1\r\n\r\n${PART}`,
  `${UPLOAD}Transfer-Encoding: chunked\r\n\r\n${PART.length.toString(16)}\r\n${PART}\r\n0\r\n\r\n`,
  "PUT /api/v1/resumes/batches/b1/files/f1/decision?user_id=ann HTTP/1.1\r\nHost: HOST\r\n" +
  'If-Match: "1"\r\nContent-Length: 23\r\n\r\n{"decision":"reject"}  ',
  "DELETE /api/v1/resumes/batches/b1?user_id=%zz HTTP/1.1\r\nHost: HOST\r\n\r\n",
];

/** A handshake after which anything may come. */
const HANDSHAKE = "GET /api/v1/ws/progress/ann HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\n" +
  "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/** What is sent on a connection: changed requests, one or several in a row, or nothing but bytes. */
export function rawRequest(
  host: string,
  random: Random,
  who: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  if (random.chance(0.1)) return random.bytes(random.below(600));
  const count = random.chance(0.8) ? 1 : 2 + random.below(3);
  const text = Array.from({ length: count }, () => random.pick(REQUESTS)).join("");
  const bytes = encoder.encode(sentBy(text, host, who));
  const other = encoder.encode(random.pick(REQUESTS));
  if (random.chance(0.1)) return bytes;
  if (random.chance(0.4)) return mutated(bytes, other, random);
  // Most changes of a head are answered before anything of ours sees it: so its end, and the body.
  const from = text.indexOf("\r\n\r\n") - random.below(20);
  return Uint8Array.from([
    ...bytes.subarray(0, from),
    ...mutated(bytes.subarray(from), other, random),
  ]);
}

/** A handshake with frames of all kinds, right ones and others, or with a changed handshake. */
export function rawFrames(
  host: string,
  random: Random,
  who: Record<string, string> = {},
): Uint8Array<ArrayBuffer> {
  const head = encoder.encode(sentBy(HANDSHAKE, host, who));
  const frames = Array.from({ length: random.below(6) }, () => [...frame(random)]);
  const all = Uint8Array.from([head, ...frames].flatMap((part) => [...part]));
  if (random.chance(0.7)) return all;
  return mutated(all, encoder.encode(random.pick(REQUESTS)), random);
}

/** RFC 6455, section 5.2; its length may be a lie. */
function frame(random: Random): Uint8Array {
  const payload = random.bytes(random.below(random.chance(0.1) ? 70_000 : 130));
  const said = random.chance(0.9) ? payload.length : random.below(2 ** 31);
  const first = random.chance(0.8) ? 0x80 | random.pick([0, 1, 2, 8, 9, 10]) : random.below(256);
  const mask = random.chance(0.9) ? 0x80 : 0;
  const length = said < 126 && random.chance(0.9)
    ? [mask | said]
    : said < 65_536
    ? [mask | 126, said >> 8, said & 255]
    : [mask | 127, 0, 0, 0, 0, said >>> 24, (said >> 16) & 255, (said >> 8) & 255, said & 255];
  // The mask is 0, and so changes nothing.
  return Uint8Array.from([first, ...length, ...mask ? [0, 0, 0, 0] : [], ...payload]);
}

/** To this host, with what says who it is; "ann" is somebody where nothing says so. */
function sentBy(text: string, host: string, who: Record<string, string>): string {
  const isSaid = Object.keys(who).length > 0;
  const lines = Object.entries(who).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return text.replaceAll(/\bann\b/g, isSaid ? ME : "ann")
    .replaceAll("Host: HOST\r\n", () => `Host: ${host}\r\n${lines}`);
}
