import { join } from "node:path";

const NGINX = "/usr/sbin/nginx";
const MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/** Whether nginx and its nchan module are where Debian puts them. */
export async function hasNchan(): Promise<boolean> {
  const found = await Promise.allSettled([Deno.stat(NGINX), Deno.stat(MODULE)]);
  return found.every((file) => file.status === "fulfilled");
}

/** Writes a configuration into the folder; answers the command that runs it in the foreground. */
export async function nchanCommand(port: number, folder: string): Promise<string[]> {
  const file = join(folder, "nginx.conf");
  await Deno.writeTextFile(file, configuration(port, folder));
  return [NGINX, "-p", folder, "-c", file];
}

/** Buffers hold all that a row sends, so that nothing is dropped and nothing is written to disk. */
const configuration = (port: number, folder: string) => `
load_module ${MODULE};
daemon off;
user root;
worker_processes 2;
worker_rlimit_nofile 20000;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 19000; multi_accept on; }
http {
  access_log off;
  tcp_nodelay on;
  keepalive_requests 1000000;
  client_body_buffer_size 64k;
  client_body_in_single_buffer on;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  nchan_shared_memory_size 512M;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    nchan_message_buffer_length 4000;
    nchan_message_timeout 10m;
    location ~ ^/publish/(\\w+)$ {
      nchan_publisher http;
      nchan_channel_id $1;
    }
    location ~ ^/topics/(\\w+)$ {
      nchan_subscriber eventsource;
      nchan_channel_id $1;
      nchan_subscriber_first_message newest;
      nchan_subscriber_timeout 0;
    }
  }
}
`;
