import type { XmlHandler } from "@/lib/extract/office/xml_reader.ts";

/** Word's own default where a document names none, in half-points. */
const DEFAULT_SIZE = 20;
/** Styles are based on one another, a few deep. */
const MAX_DEPTH = 10;

/** Follows the styles part of a Word document (ECMA-376 part 1, 17.7) and keeps the sizes of type. */
export class DocxStyles implements XmlHandler {
  readonly #styles = new Map<string, { size?: number; base?: string }>();
  #defaultSize = DEFAULT_SIZE;
  #style: string | undefined;

  open(name: string, attribute: (name: string) => string | undefined): void {
    const value = attribute("w:val");
    if (name === "style") {
      this.#style = attribute("w:styleId") ?? "";
      this.#styles.set(this.#style, {});
      return;
    }
    const style = this.#style === undefined ? undefined : this.#styles.get(this.#style);
    if (name === "sz" && style !== undefined) style.size = Number(value);
    else if (name === "sz") this.#defaultSize = Number(value) || DEFAULT_SIZE;
    else if (name === "basedOn" && style !== undefined) style.base = value;
  }

  close(name: string): void {
    if (name === "style") this.#style = undefined;
  }

  text(): void {}

  /** The size of type that a style sets, its own or that of what it is based on, in half-points. */
  sizeOf(id: string | undefined): number {
    for (let depth = 0; depth < MAX_DEPTH && id !== undefined; depth++) {
      const style = this.#styles.get(id);
      if (style?.size) return style.size;
      id = style?.base;
    }
    return this.#defaultSize;
  }
}
