/** A JSON answer that nobody keeps: it tells of now, and of people. */
export function json(data: unknown, { status = 200 }: { status?: number } = {}): Response {
  return Response.json(data, { status, headers: { "cache-control": "no-store" } });
}
