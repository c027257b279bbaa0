/** A JSON answer that nobody keeps: it tells of now, and of people. */
export function json<Data>(
  data: Data,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(data, { status, headers: { "cache-control": "no-store", ...headers } });
}
