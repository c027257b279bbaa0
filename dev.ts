import { Builder } from "fresh/dev";

const builder = new Builder();

if (Deno.args.includes("build")) {
  await builder.build();
} else {
  const port = Number(Deno.env.get("PORT"));
  const options = { hostname: "127.0.0.1", tcpBacklog: 4096, ...(port ? { port } : {}) };
  await builder.listen(() => import("./main.ts"), options);
}
