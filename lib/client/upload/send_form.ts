import { ApiError } from "@/lib/client/api/api_error.ts";

/** A request of which nothing was heard for so long, in ms, is given up: its connection may be dead. */
const MAX_SILENCE_MS = 90_000;

/** One multipart request. */
export interface FormRequest {
  url: string;
  form: FormData;
  headers: Record<string, string>;
  signal?: AbortSignal;
  /** Bytes of the body that have left, where the platform tells (browsers do). */
  onSent?: (bytes: number) => void;
}

/**
 * Sends a form and resolves with the JSON answer.
 * @throws {ApiError} there is no answer, or it is an error; `signal.reason` once the signal aborts
 */
export function sendForm(request: FormRequest): Promise<unknown> {
  // Only XMLHttpRequest tells how many bytes of an upload have left.
  return typeof XMLHttpRequest === "undefined" ? sendByFetch(request) : sendByXhr(request);
}

async function sendByFetch({ url, form, headers, signal }: FormRequest): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { method: "POST", body: form, headers, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new ApiError(0, { detail: error instanceof Error ? error.message : "" }, null);
  }
  return read(response.status, await response.text(), response.headers.get("retry-after"));
}

function sendByXhr({ url, form, headers, signal, onSent }: FormRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout>;
    const abort = () => xhr.abort();
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(abort, MAX_SILENCE_MS);
    };
    xhr.open("POST", url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = (event) => {
      heard();
      onSent?.(event.loaded);
    };
    xhr.onload = () => {
      try {
        resolve(read(xhr.status, xhr.responseText, xhr.getResponseHeader("retry-after")));
      } catch (error) {
        reject(error);
      }
    };
    xhr.onerror = () => reject(new ApiError(0, { detail: "Connection lost" }, null));
    xhr.onabort = () => reject(signal?.aborted ? signal.reason : new ApiError(0, {}, null));
    xhr.onloadend = () => {
      clearTimeout(silence);
      signal?.removeEventListener("abort", abort);
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener("abort", abort);
    heard();
    xhr.send(form);
  });
}

function read(status: number, body: string, retryAfter: string | null): unknown {
  if (status < 200 || status > 299) throw ApiError.from(status, body, retryAfter);
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(status, { detail: "The server's answer could not be read" }, null);
  }
}
