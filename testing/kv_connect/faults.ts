/** What a client asks of the server; each is one request. */
export type Operation = "metadata" | "snapshot_read" | "atomic_write" | "watch";

/** `drop` answers 503 and executes nothing; `lose` executes, then answers 503. */
export type Fault = "drop" | "lose";

/** Which requests go wrong. Every field may be changed while the server runs. */
export class Faults {
  /** Refuses every request while it is set. */
  outage = false;
  /** Asked for each request that no other fault has hit; for random or patterned faults. */
  choose: (operation: Operation) => Fault | undefined = () => undefined;
  readonly #planned = new Map<Operation, Fault[]>();

  /** Plans a fault for the next requests of one kind, after those already planned. */
  plan(operation: Operation, fault: Fault, times = 1): void {
    const planned = this.#planned.get(operation) ?? [];
    this.#planned.set(operation, planned.concat(Array(times).fill(fault)));
  }

  /** How many planned faults of one kind have not come about yet. */
  left(operation: Operation): number {
    return this.#planned.get(operation)?.length ?? 0;
  }

  /** Answers a request by `next`, unless a fault hits it; planned ones are used up. */
  async answer(
    operation: Operation,
    request: Request,
    next: (request: Request) => Promise<Response>,
  ): Promise<Response> {
    const fault = this.#next(operation);
    if (fault === "drop") {
      await request.bytes();
      return new Response("injected", { status: 503 });
    }
    const response = await next(request);
    if (fault !== "lose") return response;
    await response.body?.cancel();
    return new Response("injected, after it was done", { status: 503 });
  }

  #next(operation: Operation): Fault | undefined {
    if (this.outage) return "drop";
    return this.#planned.get(operation)?.shift() ?? this.choose(operation);
  }
}
