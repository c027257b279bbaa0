/** What one process has open. */
export interface InstanceConnections {
  instance_id: string;
  active_connections: number;
  users: number;
  started_at: string;
}

/** The streams that are open now, over all living processes. */
export interface Connections {
  active_connections: number;
  users: number;
  instances: number;
  this_instance: InstanceConnections;
}
