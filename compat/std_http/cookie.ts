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
