import type { GeneratedRequest } from "@/testing/generated/generated_requests.ts";

/** Sends a request as it was generated; redirects are not followed. */
export function sendGenerated(
  base: string,
  request: GeneratedRequest,
  signal: AbortSignal,
): Promise<Response> {
  const { method, path, headers } = request;
  const isBodiless = method === "GET" || method === "HEAD";
  const { type, body } = isBodiless ? { type: "", body: null } : bodyOf(request);
  return fetch(base + path, {
    method,
    headers: type ? { ...headers, "content-type": type } : headers,
    body,
    redirect: "manual",
    signal,
  });
}

function bodyOf({ body }: GeneratedRequest): { type: string; body: BodyInit | null } {
  if (body === null) return { type: "", body };
  if ("text" in body) return { type: body.type, body: body.text };
  const form = new FormData();
  for (const [name, value] of body.form) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([bytesOf(value.content)]), value.name);
  }
  return { type: "", body: form };
}

/** A character above a byte is as many as UTF-8 makes of it. */
function bytesOf(content: string): Uint8Array<ArrayBuffer> {
  if (/[^\0-\xff]/.test(content)) return new TextEncoder().encode(content);
  return Uint8Array.from(content, (it) => it.charCodeAt(0));
}
