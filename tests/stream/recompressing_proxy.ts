import { existsSync } from "node:fs";
import { freePort } from "@/testing/server_process.ts";
import { until } from "@/testing/until.ts";

/** Where Debian's package puts it. */
const NGINX = "/usr/sbin/nginx";

/**
 * nginx as others set it up: what is asked under `/gzip` it gets compressed and unpacks for clients that
 * can't take that; what is asked under `/identity` it gets plain and compresses.
 */
export class RecompressingProxy implements AsyncDisposable {
  readonly url: string;
  readonly #child: Deno.ChildProcess;
  readonly #folder: string;

  private constructor(port: number, child: Deno.ChildProcess, folder: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#child = child;
    this.#folder = folder;
  }

  /** Warns if not. */
  static get isInstalled(): boolean {
    if (existsSync(NGINX)) return true;
    console.warn("Skipped: nginx is not installed (Debian: apt-get install nginx-light)");
    return false;
  }

  /** Starts it in front of the server on `upstream`. */
  static async start(upstream: number): Promise<RecompressingProxy> {
    const folder = await Deno.makeTempDir({ prefix: "recompressing_proxy_" });
    const port = freePort();
    const config = `${folder}/nginx.conf`;
    await Deno.writeTextFile(config, configOf(folder, port, upstream));
    const child = new Deno.Command(NGINX, {
      args: ["-p", folder, "-c", config, "-e", `${folder}/error.log`],
      stdout: "null",
      stderr: "null",
    }).spawn();
    const proxy = new RecompressingProxy(port, child, folder);
    await until("nginx", () =>
      fetch(`${proxy.url}/gzip/healthz`)
        .then(async (response) => (await response.body?.cancel(), response.ok), () => false));
    return proxy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#child.status;
    await Deno.remove(this.#folder, { recursive: true });
  }
}

function configOf(folder: string, port: number, upstream: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n  ");
  return `daemon off; pid ${folder}/pid;
events {}
http {
  access_log off;
  ${temporary}
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host 127.0.0.1:${upstream};
    proxy_buffering off;
    location /gzip/ {
      proxy_set_header Accept-Encoding gzip;
      gunzip on;
      proxy_pass http://127.0.0.1:${upstream}/;
    }
    location /identity/ {
      proxy_set_header Accept-Encoding identity;
      gzip on;
      gzip_min_length 0;
      gzip_proxied any;
      gzip_types text/event-stream;
      proxy_pass http://127.0.0.1:${upstream}/;
    }
  }
}
`;
}
