/** A cookie to set */
export interface Cookie {
  name: string;
  value: string;
  expires?: Date | number;
  /** Seconds */
  maxAge?: number;
  domain?: string;
  path?: string;
  secure?: boolean;
  httpOnly?: boolean;
  sameSite?: "Strict" | "Lax" | "None";
}

/** The cookies that a client sent */
export function getCookies(headers: Headers): Record<string, string> {
  const pairs = headers.get("cookie")?.split(";").map((pair) => pair.trim().split("=")) ?? [];
  return Object.fromEntries(pairs.map(([name, ...value]) => [name, value.join("=")]));
}

/** Adds a Set-Cookie header. Throws SyntaxError for a name or value that would break out of it */
export function setCookie(headers: Headers, cookie: Cookie): void {
  const { name, value, expires, maxAge, domain, path, sameSite } = cookie;
  if (!/^[\w!#$%&'*.^`|~+-]+$/.test(name) || /[^!-~]|[",;\\]/.test(value)) {
    throw new SyntaxError(`Cannot set cookie "${name}": a character is not allowed`);
  }
  const parts = [`${name}=${value}`];
  if (cookie.secure) parts.push("Secure");
  if (cookie.httpOnly) parts.push("HttpOnly");
  if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`);
  if (domain) parts.push(`Domain=${domain}`);
  if (sameSite) parts.push(`SameSite=${sameSite}`);
  if (path) parts.push(`Path=${path}`);
  if (expires !== undefined) parts.push(`Expires=${new Date(expires).toUTCString()}`);
  headers.append("set-cookie", parts.join("; "));
}

/** Makes the client forget a cookie */
export function deleteCookie(
  headers: Headers,
  name: string,
  attributes?: Pick<Cookie, "path" | "domain" | "secure" | "httpOnly">,
): void {
  setCookie(headers, { ...attributes, name, value: "", expires: 0 });
}
