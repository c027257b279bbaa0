/** How a connection ended. */
export type RawEnd =
  /** The first answer's status. */
  | number
  /** Closed without an answer, or what came is no answer. */
  | "closed"
  /** Neither answered nor closed in time. */
  | "hang";

/** So long a server that waits for more is let wait before this side ends; who has all answers sooner. */
const OPEN_MS = 80;

/** Sends bytes on a connection of their own, after a while ends that side, and waits for an answer or the end. */
export async function rawExchange(
  port: number,
  bytes: Uint8Array,
  patienceMs: number,
): Promise<RawEnd> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const { promise: late, resolve } = Promise.withResolvers<"hang">();
  const timer = setTimeout(() => resolve("hang"), patienceMs);
  try {
    return await Promise.race([late, exchange(connection, bytes)]);
  } finally {
    clearTimeout(timer);
  }
}

async function exchange(connection: Deno.TcpConn, bytes: Uint8Array): Promise<RawEnd> {
  try {
    const buffer = new Uint8Array(512);
    const reading = connection.read(buffer);
    const sending = send(connection, bytes);
    const ending = setTimeout(() => connection.closeWrite().catch(() => {}), OPEN_MS);
    const count = await reading.finally(() => clearTimeout(ending));
    await sending;
    const head = new TextDecoder().decode(buffer.subarray(0, count ?? 0));
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1];
    return status === undefined ? "closed" : Number(status);
  } catch {
    // Reset: it is closed too.
    return "closed";
  }
}

async function send(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  try {
    for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
  } catch {
    // The server has closed before it had read all.
  }
}
