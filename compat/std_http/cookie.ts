/** A cookie to set; `maxAge` is in seconds */
export interface Cookie extends Partial<Record<"domain" | "path", string>> {
  name: string;
  value: string;
  expires?: Date | number;
  maxAge?: number;
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
  const { name, value, expires, maxAge, secure, httpOnly, domain, path, sameSite } = cookie;
  if (!/^[\w!#$%&'*.^`|~+-]+$/.test(name) || /[^!-~]|[",;\\]/.test(value + domain + path)) {
    throw new SyntaxError(`Cannot set cookie "${name}": a character is not allowed`);
  }
  const date = expires !== undefined && `Expires=${new Date(expires).toUTCString()}`;
  const parts = [secure && "Secure", httpOnly && "HttpOnly", domain && `Domain=${domain}`, date];
  parts.push(maxAge !== undefined && `Max-Age=${maxAge}`, path && `Path=${path}`);
  parts.push(sameSite && `SameSite=${sameSite}`);
  headers.append("set-cookie", [`${name}=${value}`, ...parts].filter(Boolean).join("; "));
}

/** Makes the client forget a cookie */
export const deleteCookie = (headers: Headers, name: string, rest?: Partial<Cookie>): void =>
  setCookie(headers, { ...rest, name, value: "", expires: 0 });
