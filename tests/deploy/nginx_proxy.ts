import { existsSync } from "node:fs";
import { until } from "@/testing/until.ts";

/** Where Debian's package puts it. */
export const NGINX = "/usr/sbin/nginx";
const CONFIG = new URL("../../deploy/nginx.conf", import.meta.url);

/** A line of the access log. */
export interface LoggedRequest {
  connection: string;
  protocol: string;
  path: string;
}

/** A real nginx with deploy/nginx.conf, on 127.0.0.1, with ports, certificate and folders of its own. */
export class NginxProxy implements AsyncDisposable {
  /** By TLS, as browsers come. */
  readonly url: string;
  /** The same without TLS. */
  readonly plainUrl: string;
  /** Trusts the certificate. */
  readonly #client: Deno.HttpClient;
  readonly #folder: string;
  readonly #child: Deno.ChildProcess;

  private constructor(folder: string, ports: number[], certificate: string) {
    this.#folder = folder;
    this.url = `https://127.0.0.1:${ports[0]}`;
    this.plainUrl = `http://127.0.0.1:${ports[1]}`;
    this.#client = Deno.createHttpClient({ caCerts: [certificate] });
    this.#child = new Deno.Command(NGINX, {
      args: this.#args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** Warns if not. */
  static get isInstalled(): boolean {
    if (existsSync(NGINX)) return true;
    console.warn("Skipped: nginx is not installed (Debian: apt-get install nginx-light)");
    return false;
  }

  /** Starts it in front of the processes that listen on these two ports. */
  static async start(upstreams: [number, number]): Promise<NginxProxy> {
    const folder = await Deno.makeTempDir({ prefix: "nginx_proxy_" });
    const ports = freePorts(3);
    const certificate = await makeCertificate(folder);
    const config = adapted(await Deno.readTextFile(CONFIG), folder, ports, upstreams);
    await Deno.writeTextFile(`${folder}/nginx.conf`, config);
    const proxy = new NginxProxy(folder, ports, certificate);
    try {
      await until("nginx", () => proxy.#answers());
      return proxy;
    } catch (error) {
      const log = await Deno.readTextFile(`${folder}/error.log`).catch(() => "");
      await proxy[Symbol.asyncDispose]();
      throw new Error(`Cannot start nginx: ${log}`, { cause: error });
    }
  }

  /** Sends a request by TLS. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    // The browser's type of a RequestInit, which wins here, doesn't know of clients.
    const withClient = { ...init, client: this.#client };
    return fetch(this.url + path, withClient);
  }

  /** What `nginx -s reload` does: new workers take over, the old ones end. */
  async reload(): Promise<void> {
    const args = [...this.#args, "-s", "reload"];
    const { success } = await new Deno.Command(NGINX, { args, stderr: "null" }).output();
    if (!success) throw new Error("Cannot reload nginx: it refuses");
  }

  /** The requests that have ended. */
  async log(): Promise<LoggedRequest[]> {
    const text = await Deno.readTextFile(`${this.#folder}/short.log`);
    return text.trim().split("\n").map((line) => {
      const [connection, protocol, path] = line.split(" ");
      return { connection, protocol, path };
    });
  }

  /** The access log as the file has it written. */
  accessLog(): Promise<string> {
    return Deno.readTextFile(`${this.#folder}/access.log`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close();
    try {
      this.#child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await this.#child.status;
    await Deno.remove(this.#folder, { recursive: true });
  }

  get #args(): string[] {
    return ["-p", this.#folder, "-c", `${this.#folder}/nginx.conf`];
  }

  async #answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.plainUrl}/healthz`);
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

/** The file with what a test on any machine needs otherwise; all else stays. */
function adapted(config: string, folder: string, ports: number[], upstreams: number[]): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  const changes = [
    ["user www-data;", "daemon off;"],
    ["worker_processes auto;", "worker_processes 1;"],
    ["/run/nginx.pid", `${folder}/nginx.pid`],
    ["/var/log/nginx/error.log", `${folder}/error.log`],
    ["worker_shutdown_timeout 10s;", "worker_shutdown_timeout 1s;"],
    [
      "access_log /var/log/nginx/access.log no_keys;",
      `${paths} log_format short '$connection $server_protocol $uri'; ` +
      `access_log ${folder}/short.log short; access_log ${folder}/access.log no_keys;`,
    ],
    ["include /etc/nginx/conf.d/*.conf;", ""],
    ["client_header_timeout 15s;", "client_header_timeout 1s;"],
    ["client_body_timeout 30s;", "client_body_timeout 1s;"],
    ["127.0.0.1:8000", `127.0.0.1:${upstreams[0]}`],
    ["127.0.0.1:8001", `127.0.0.1:${upstreams[1]}`],
    ["25% 2000;", "* 300;"],
    ["25% 3000;", ""],
    ["25% 4000;", ""],
    ["*   5000;", ""],
    [
      "listen 443 ssl http2;",
      `listen 127.0.0.1:${ports[0]} ssl http2; listen 127.0.0.1:${ports[1]};`,
    ],
    ["listen 80;", `listen 127.0.0.1:${ports[2]};`],
    ["/etc/ssl/screener/fullchain.pem", `${folder}/certificate.pem`],
    ["/etc/ssl/screener/privkey.pem", `${folder}/key.pem`],
  ];
  return changed(config, changes);
}

/** A configuration with each of these texts replaced where it is first; throws where one is missing. */
export function changed(config: string, changes: string[][]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`Cannot adapt nginx.conf: it has no "${from}"`);
    return text.replace(from, () => to);
  }, config);
}

/** Writes a certificate for 127.0.0.1 and its key; returns the certificate. */
async function makeCertificate(folder: string): Promise<string> {
  const { success, stderr } = await new Deno.Command("openssl", {
    args: [
      ..."req -x509 -nodes -days 2 -subj /CN=127.0.0.1 -newkey ec".split(" "),
      ..."-pkeyopt ec_paramgen_curve:prime256v1 -addext subjectAltName=IP:127.0.0.1".split(" "),
      ..."-addext basicConstraints=critical,CA:FALSE".split(" "),
      ...["-keyout", `${folder}/key.pem`, "-out", `${folder}/certificate.pem`],
    ],
  }).output();
  if (!success) throw new Error(`Cannot make a certificate: ${new TextDecoder().decode(stderr)}`);
  return await Deno.readTextFile(`${folder}/certificate.pem`);
}

/** Ports that nothing listens on now. */
export function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  for (const listener of listeners) listener.close();
  return listeners.map(({ addr }) => addr.port);
}
