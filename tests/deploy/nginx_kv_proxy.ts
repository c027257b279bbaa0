import { until } from "@/testing/until.ts";
import { changed, freePorts, NGINX } from "./nginx_proxy.ts";

const CONFIG = new URL("../../deploy/nginx-kv.conf", import.meta.url);

/** A real nginx with deploy/nginx-kv.conf before a KV Connect server, on a port of its own. */
export class NginxKvProxy implements AsyncDisposable {
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #child: Deno.ChildProcess;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#child = new Deno.Command(NGINX, {
      args: ["-p", folder, "-c", `${folder}/nginx.conf`],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
  }

  /** Starts it before the server that listens on this port. */
  static async start(upstream: number): Promise<NginxKvProxy> {
    const folder = await Deno.makeTempDir({ prefix: "nginx_kv_" });
    const [port] = freePorts(1);
    const config = changed(await Deno.readTextFile(CONFIG), [
      ["server 127.0.0.1:4512;", `server 127.0.0.1:${upstream};`],
      ["listen 127.0.0.1:4511 http2;", `listen 127.0.0.1:${port} http2;`],
    ]);
    await Deno.writeTextFile(`${folder}/nginx.conf`, around(config, folder));
    const proxy = new NginxKvProxy(folder, port);
    try {
      await until("nginx", () => proxy.#answers());
      return proxy;
    } catch (error) {
      const log = await proxy.errors().catch(() => "");
      await proxy[Symbol.asyncDispose]();
      throw new Error(`Cannot start nginx: ${log}`, { cause: error });
    }
  }

  /** What nginx complains about; it warns of each body that it writes to the disk. */
  errors(): Promise<string> {
    return Deno.readTextFile(`${this.#folder}/error.log`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
    await this.#child.status;
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    try {
      (await Deno.connect({ port: this.#port, hostname: "127.0.0.1" })).close();
      return true;
    } catch {
      return false;
    }
  }
}

/** What Debian's nginx.conf has around a file of conf.d. */
function around(config: string, folder: string): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  return `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log warn;
    events { worker_connections 1024; }
    http { ${paths} ${config} }`;
}
