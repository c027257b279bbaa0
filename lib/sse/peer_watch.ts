import { bytesOfGroup, ipv6Groups } from "@/lib/ip_address.ts";

/** What is watched: something that can be ended. */
export interface Watched {
  close(reason: "stalled", retryMs: number): void;
}

export interface PeerWatchOptions {
  /** For how long a peer may acknowledge nothing. */
  stallMs: number;
  /** The system's tables of TCP connections; default those of Linux, and none elsewhere. */
  readTables?: () => Promise<string[]>;
}

const TABLES = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

/**
 * Finds clients that are gone without a word. What is sent to them, keepalives too, goes into the buffers
 * of the system and counts as taken, and the system itself gives up after 15 minutes; but it knows what
 * was not acknowledged. Elsewhere than on Linux nothing is found.
 */
export class PeerWatch {
  readonly #options: Required<PeerWatchOptions>;
  readonly #watched = new Map<string, Watched>();
  /** Since when a peer has been seen to acknowledge nothing. */
  #stuck = new Map<string, number>();
  #lookedAt = -Infinity;

  constructor({ stallMs, readTables = readAll }: PeerWatchOptions) {
    this.#options = { stallMs, readTables };
  }

  add(peer: Deno.Addr, watched: Watched): void {
    const key = keyOf(peer);
    if (key) this.#watched.set(key, watched);
  }

  delete(peer: Deno.Addr, watched: Watched): void {
    const key = keyOf(peer);
    if (key && this.#watched.get(key) === watched) this.#watched.delete(key);
  }

  /**
   * Ends who has been stuck for too long. Called about each second; it looks four times in `stallMs`, for
   * 20,000 connections are 3 MB to read.
   */
  async look(now: number): Promise<void> {
    const { stallMs, readTables } = this.#options;
    if (this.#watched.size === 0 || now - this.#lookedAt < stallMs / 4) return;
    this.#lookedAt = now;
    const stuck = new Map<string, number>();
    for (const table of await readTables()) {
      for (const peer of unacknowledged(table)) {
        if (this.#watched.has(peer)) stuck.set(peer, this.#stuck.get(peer) ?? now);
      }
    }
    this.#stuck = stuck;
    for (const [peer, since] of stuck) {
      if (now - since >= stallMs) this.#watched.get(peer)?.close("stalled", 0);
    }
  }
}

async function readAll(): Promise<string[]> {
  if (Deno.build.os !== "linux") return [];
  return await Promise.all(TABLES.map((path) => Deno.readTextFile(path).catch(() => "")));
}

/**
 * The remote ends of connections with bytes on their way that the system has sent again, or has asked for
 * in vain whether there is room for them: columns of proc(5), `/proc/net/tcp`.
 */
function* unacknowledged(table: string): Generator<string> {
  const line =
    /^ *\d+: [0-9A-F:]+ ([0-9A-F]+:[0-9A-F]{4}) 01 (?!0{8})[0-9A-F]{8}:[0-9A-F]{8} \S+ ([0-9A-F]{8}) +\d+ +(\d+) /gm;
  for (const [, peer, sentAgain, probes] of table.matchAll(line)) {
    if (parseInt(sentAgain, 16) > 0 || Number(probes) > 0) yield peer;
  }
}

/** An address as those tables write it: in words of the machine, which are little endian. */
function keyOf(peer: Deno.Addr): string | null {
  if (peer.transport !== "tcp") return null;
  const port = peer.port.toString(16).toUpperCase().padStart(4, "0");
  const bytes = bytesOf(peer.hostname);
  if (!bytes) return null;
  let hex = "";
  for (let word = 0; word < bytes.length; word += 4) {
    for (let i = 3; i >= 0; i--) hex += bytes[word + i].toString(16).padStart(2, "0");
  }
  return `${hex.toUpperCase()}:${port}`;
}

function bytesOf(address: string): number[] | null {
  if (/^[\d.]+$/.test(address)) return address.split(".").map(Number);
  return ipv6Groups(address)?.flatMap(bytesOfGroup) ?? null;
}
