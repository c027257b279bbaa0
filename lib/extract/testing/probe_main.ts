/** Tries everything that a sandbox may not do, and says what it could. */
const attempts: Record<string, () => unknown> = {
  net: () => Deno.connect({ hostname: "127.0.0.1", port: 65000 }),
  fetch: () => fetch("http://127.0.0.1:65000/"),
  listen: () => Deno.listen({ port: 0 }),
  read: () => Deno.readTextFileSync("/etc/hostname"),
  readSelf: () => Deno.readTextFileSync(new URL(import.meta.url)),
  write: () => Deno.writeTextFileSync("/tmp/sandbox_probe", "x"),
  env: () => Deno.env.toObject(),
  run: () => new Deno.Command("/bin/true").outputSync(),
  ffi: () => Deno.dlopen("libc.so.6", {}),
  sys: () => Deno.hostname(),
  kill: () => Deno.kill(Deno.ppid, "SIGCONT"),
  prompt: () => Deno.permissions.request({ name: "read" }).then(({ state }) => refuse(state)),
};

function refuse(state: Deno.PermissionState): void {
  if (state !== "granted") throw new Deno.errors.NotCapable(state);
}

const allowed: string[] = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    allowed.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) allowed.push(`${name}: ${error}`);
  }
}
console.log(JSON.stringify(allowed));
