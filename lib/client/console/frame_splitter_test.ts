import { assertEquals, assertThrows } from "@std/assert";
import { fieldsOf, FrameSplitter, MAX_FRAME_LENGTH } from "@/lib/client/console/frame_splitter.ts";

const STREAM = "\uFEFFretry: 2500\n\n: hello\r\n\r\nid: a.1\revent: file\rdata: é\r\r" +
  "data\ndata: two\nid\n\n\n\ndata: unfinished";
const FRAMES = [
  ["retry: 2500"],
  [": hello"],
  ["id: a.1", "event: file", "data: é"],
  ["data", "data: two", "id"],
];

Deno.test("FrameSplitter finds the same frames wherever the bytes are cut", () => {
  const bytes = new TextEncoder().encode(STREAM);
  for (let size = 1; size <= bytes.length; size++) {
    const splitter = new FrameSplitter();
    const frames: string[][] = [];
    for (let at = 0; at < bytes.length; at += size) {
      frames.push(...splitter.push(bytes.subarray(at, at + size)));
    }
    assertEquals(frames, FRAMES, `in pieces of ${size} bytes`);
  }
});

Deno.test("FrameSplitter refuses a frame without end, in one line or many", () => {
  for (const text of ["x", "data: x\n"]) {
    const splitter = new FrameSplitter();
    const piece = new TextEncoder().encode(text.repeat(100_000));
    assertThrows(() => {
      for (let length = 0; length <= 2 * MAX_FRAME_LENGTH; length += 100_000) splitter.push(piece);
    }, RangeError);
  }
});

Deno.test("fieldsOf reads a frame as EventSource does", () => {
  const none = { type: "message", data: null, id: null, comments: [] };
  const cases: [lines: string[], fields: Partial<ReturnType<typeof fieldsOf>>][] = [
    [["retry: 2500"], {}],
    [[": hello", ":"], { comments: ["hello", ""] }],
    [["id: a.1", "event: file", "data: {}"], { id: "a.1", type: "file", data: "{}" }],
    [["data", "data:two", "data:  three"], { data: "\ntwo\n three" }],
    [["id", "event", "other: x", "data: a:b"], { id: "", data: "a:b" }],
    [["id: a\0b", "data: x"], { data: "x" }],
  ];
  for (const [lines, fields] of cases) assertEquals(fieldsOf(lines), { ...none, ...fields });
});
