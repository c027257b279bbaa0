import { z } from "zod";
import { exactly } from "@/lib/api/openapi/exactly.ts";
import { count, time } from "@/lib/api/openapi/schemas/scalars.ts";
import type { Connections, InstanceConnections } from "@/lib/wire/connections.ts";

export const instanceConnections = exactly<InstanceConnections>()(z.object({
  instance_id: z.uuid(),
  active_connections: count,
  users: count,
  started_at: time,
}));

export const connections = exactly<Connections>()(z.object({
  active_connections: count,
  users: count,
  instances: z.int().min(1),
  this_instance: instanceConnections,
}));
