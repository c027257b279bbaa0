import { parseArgs } from "node:util";
import { Soak } from "@/tests/stream/delivery/soak.ts";
import { stall } from "@/tests/stream/clients/stall.ts";

const USAGE = `Usage: deno task soak [--minutes N] [--users N] [--clients N]

Starts the built server and, for N minutes (5), publishes to N users (4) with N clients (6) each,
breaks their streams and WebSockets, deletes users and ends the server by SIGKILL and SIGTERM in
turn. Fails at the first event that is lost, doubled, out of order or another user's. Before that
it publishes 150 MB to 100 clients that don't read, and says what they cost.`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    users: { type: "string", default: "4" },
    clients: { type: "string", default: "6" },
    help: { type: "boolean", short: "h" },
  },
});

if (values.help) {
  console.log(USAGE);
} else {
  console.table(await stall(150));
  const report = await Soak.run({
    seconds: 60 * Number(values.minutes),
    users: Number(values.users),
    clientsPerUser: Number(values.clients),
  });
  console.table(report);
}
