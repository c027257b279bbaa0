import TesseractCore from "tesseract.js-core/tesseract-core-relaxedsimd-lstm.js";
import { encodePgm, type GreyPicture } from "@/lib/extract/document/grey_picture.ts";

/** The most WebAssembly memory that a page may take, in bytes; usual pages need 100 to 150 MB. */
const MAX_MEMORY_BYTES = 512 * 1024 * 1024;
const WASM_PAGE_BYTES = 64 * 1024;
const LSTM_ONLY = 1;
/** What is set of Tesseract's many variables. */
const VARIABLES = {
  // Find columns and blocks, but not which way is up: that wants another model.
  tessedit_pageseg_mode: "3",
  user_defined_dpi: "150",
  // A threshold for each part of the page: a photo's light is uneven.
  thresholding_method: "2",
};

/** The parts of tesseract.js-core that are used; it has no types. */
interface Core {
  FS: { writeFile(path: string, data: Uint8Array): void; unlink(path: string): void };
  TessBaseAPI: new () => Api;
}

interface Api {
  Init(path: string, languages: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(orientation: number, radians: number, upscale: boolean): number;
  Recognize(monitor: null): number;
  GetTSVText(page: number): string;
  Clear(): void;
}

type Load = (options: object) => Promise<Core>;

/** Where SetImageFile looks for it. */
const PICTURE = "/input";

/** Tesseract with the languages it was started with; wants no permission. */
export class Tesseract {
  readonly #core: Core;
  readonly #api: Api;

  private constructor(core: Core, api: Api) {
    this.#core = core;
    this.#api = api;
  }

  /**
   * Starts it. Its memory can't grow past MAX_MEMORY_BYTES: a page that asks for more ends with an
   * error, and the instance is then unusable.
   * @param models the languages' traineddata by their codes, such as "eng"
   */
  static async load(
    compiled: WebAssembly.Module,
    models: ReadonlyMap<string, Uint8Array>,
  ): Promise<Tesseract> {
    // The glue takes a global `process` for Node and would then ask for the file system.
    Reflect.deleteProperty(globalThis, "process");
    const core = await (TesseractCore as unknown as Load)({
      print: () => {},
      // It talks of each picture that it doesn't like; what matters comes back as an error anyway.
      printErr: () => {},
      instantiateWasm: (
        imports: WebAssembly.Imports,
        done: (instance: WebAssembly.Instance) => void,
      ) => {
        const instance = new WebAssembly.Instance(compiled, imports);
        capMemory(instance);
        done(instance);
        return instance.exports;
      },
    });
    for (const [code, model] of models) core.FS.writeFile(`${code}.traineddata`, model);
    const api = new core.TessBaseAPI();
    const failed = api.Init(".", [...models.keys()].join("+"), LSTM_ONLY) !== 0;
    if (failed) throw new Error('Cannot load "tesseract": a language was refused');
    // It keeps its own copy.
    for (const code of models.keys()) core.FS.unlink(`${code}.traineddata`);
    for (const [name, value] of Object.entries(VARIABLES)) api.SetVariable(name, value);
    return new Tesseract(core, api);
  }

  /** Reads a page that lies straight; the words come as TSV, a line a word (see page_words.ts). */
  recognize(picture: GreyPicture): string {
    this.#core.FS.writeFile(PICTURE, encodePgm(picture));
    try {
      this.#api.SetImageFile(1, 0, false);
      this.#api.Recognize(null);
      return this.#api.GetTSVText(0);
    } finally {
      this.#api.Clear();
    }
  }
}

function capMemory({ exports }: WebAssembly.Instance): void {
  const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
  if (memory === undefined) throw new Error('Cannot load "tesseract": no memory');
  const grow = memory.grow.bind(memory);
  memory.grow = (pages: number) => {
    if (memory.buffer.byteLength + pages * WASM_PAGE_BYTES > MAX_MEMORY_BYTES) {
      throw new RangeError('Cannot grow "memory": at its limit');
    }
    return grow(pages);
  };
}
