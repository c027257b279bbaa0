/** A cookie to set; `maxAge` is in seconds */
export interface Cookie {
  name: string;
  value: string;
  maxAge?: number;
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
  const { name, value, maxAge, secure, httpOnly, path, sameSite } = cookie;
  if (!/^[\w!#$%&'*.^`|~+-]+$/.test(name) || /[^!-~]|[",;\\]/.test(`${value}${path}`)) {
    throw new SyntaxError(`Cannot set cookie "${name}": a character is not allowed`);
  }
  const parts = [maxAge !== undefined && `Max-Age=${maxAge}`, path && `Path=${path}`];
  parts.push(secure && "Secure", httpOnly && "HttpOnly", sameSite && `SameSite=${sameSite}`);
  headers.append("set-cookie", [`${name}=${value}`, ...parts].filter(Boolean).join("; "));
}
