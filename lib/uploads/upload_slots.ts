import { tooManyUploads } from "@/lib/http/problems.ts";

/** How much may be under way. */
export interface SlotBounds {
  uploads: number;
  /** Of their bodies, as they were declared. */
  bytes: number;
}

export interface UploadSlotsOptions {
  inAll: SlotBounds;
  /** Of one user; null where users have no quotas. */
  perUser: SlotBounds | null;
  /** Bytes held in memory whole, which only a job description's file is. */
  heldBytes: number;
  /** The largest request: alone it always finds room, and what declares no size may be as large. */
  maxRequestBytes: number;
}

const MIB = 1024 * 1024;

/**
 * An upload under way takes 2 to 3 MB of memory, of buffers on the way in and to the database; and its bytes
 * are stored before quotas count them, so together they are kept well below what the store takes.
 */
export const PROCESS_SLOTS: SlotBounds = { uploads: 64, bytes: 1024 * MIB };
/** A browser opens six connections to a host, and the page uses one. */
export const USER_SLOTS: SlotBounds = { uploads: 8, bytes: 256 * MIB };
/** Six job descriptions of MAX_UPLOAD_BYTES. */
export const HELD_BYTES = 64 * MIB;

/** Room for one upload, until it is disposed of. */
export interface UploadSlot extends Disposable {
  /**
   * Asked before as many bytes are kept in memory until the end.
   *
   * @throws {Problem} 429
   */
  hold(bytes: number): void;
}

/** Bounds the uploads under way in this process: those beyond are told to wait, unread. */
export class UploadSlots {
  readonly #options: UploadSlotsOptions;
  readonly #inAll: SlotBounds = { uploads: 0, bytes: 0 };
  readonly #byUser = new Map<string, SlotBounds>();
  #held = 0;

  constructor(options: UploadSlotsOptions) {
    this.#options = options;
  }

  /**
   * Takes room for an upload of so many bytes, null where it doesn't say.
   *
   * @throws {Problem} 429
   */
  enter(user: string, declaredBytes: number | null): UploadSlot {
    const { inAll, perUser, maxRequestBytes } = this.#options;
    const bytes = Math.min(declaredBytes ?? maxRequestBytes, maxRequestBytes);
    const ofUser = this.#byUser.get(user) ?? { uploads: 0, bytes: 0 };
    this.#check(this.#inAll, bytes, inAll);
    if (perUser) this.#check(ofUser, bytes, perUser);
    this.#byUser.set(user, ofUser);
    for (const taken of [this.#inAll, ofUser]) add(taken, 1, bytes);
    let held = 0;
    return {
      hold: (more) => {
        if (this.#held + more > this.#options.heldBytes) throw tooManyUploads(retrySeconds());
        this.#held += more;
        held += more;
      },
      [Symbol.dispose]: () => {
        for (const taken of [this.#inAll, ofUser]) add(taken, -1, -bytes);
        if (ofUser.uploads === 0) this.#byUser.delete(user);
        this.#held -= held;
      },
    };
  }

  #check(taken: SlotBounds, bytes: number, atMost: SlotBounds): void {
    const room = Math.max(atMost.bytes, this.#options.maxRequestBytes);
    if (taken.uploads >= atMost.uploads || taken.bytes + bytes > room) {
      throw tooManyUploads(retrySeconds());
    }
  }
}

/** Lest all come back at once. */
function retrySeconds(): number {
  return 3 + Math.random() * 5;
}

function add(taken: SlotBounds, uploads: number, bytes: number): void {
  taken.uploads += uploads;
  taken.bytes += bytes;
}
