/** The longest frame in UTF-16 units: an event has 48 KiB, and what never ends must not fill the memory. */
export const MAX_FRAME_LENGTH = 1_000_000;

/** What the lines of a frame say, after the HTML standard, section 9.2.6. */
export interface FrameFields {
  /** "message" where the frame names none. */
  type: string;
  /** Null where the frame has none: then it is no event. */
  data: string | null;
  /** Null where the frame leaves the id as it was. */
  id: string | null;
  /** Comments without their colon. */
  comments: string[];
}

/** Cuts the bytes of an event stream into frames: the lines before each empty one, as they came. */
export class FrameSplitter {
  #decoder = new TextDecoder();
  #lines: string[] = [];
  /** Of the lines, in UTF-16 units. */
  #length = 0;
  #rest = "";
  /** The `\n` of a `\r\n` may come with the next bytes. */
  #afterReturn = false;

  /**
   * The frames that end within `bytes`.
   * @throws {RangeError} a frame is longer than {@linkcode MAX_FRAME_LENGTH}
   */
  push(bytes: Uint8Array): string[][] {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (text === "") return [];
    if (this.#afterReturn && text.startsWith("\n")) text = text.slice(1);
    this.#afterReturn = text.endsWith("\r");
    const lines = text.split(/\r\n|\r|\n/);
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop()!;
    const frames = lines.flatMap((line) => this.#add(line));
    this.#check(this.#rest.length);
    return frames;
  }

  #add(line: string): string[][] {
    if (line !== "") {
      this.#check(line.length);
      this.#length += line.length;
      this.#lines.push(line);
      return [];
    }
    const frame = this.#lines;
    this.#lines = [];
    this.#length = 0;
    return frame.length === 0 ? [] : [frame];
  }

  #check(more: number): void {
    if (this.#length + more <= MAX_FRAME_LENGTH) return;
    throw new RangeError(`Cannot read the stream: a frame of over ${MAX_FRAME_LENGTH} characters`);
  }
}

/** Reads the lines of a frame. */
export function fieldsOf(lines: readonly string[]): FrameFields {
  const fields: FrameFields = { type: "message", data: null, id: null, comments: [] };
  const data: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon === 0) {
      fields.comments.push(line.slice(1).trim());
      continue;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") data.push(value);
    else if (name === "event") fields.type = value || "message";
    else if (name === "id" && !value.includes("\0")) fields.id = value;
  }
  if (data.length > 0) fields.data = data.join("\n");
  return fields;
}
