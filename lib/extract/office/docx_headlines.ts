import type { Headlines } from "@/lib/extract/document/headlines.ts";
import type { DocxStyles } from "@/lib/extract/office/docx_styles.ts";
import type { XmlHandler } from "@/lib/extract/office/xml_reader.ts";

/** Follows WordprocessingML and tells each paragraph with the size of its largest run. */
export class DocxHeadlines implements XmlHandler {
  readonly #headlines: Headlines;
  readonly #styles: DocxStyles;
  /** A paragraph may hold a text box with paragraphs of its own. */
  readonly #paragraphs: { text: string; size: number; style?: string }[] = [];
  #runSize: number | undefined;
  #inRun = false;
  #inText = false;

  constructor(headlines: Headlines, styles: DocxStyles) {
    this.#headlines = headlines;
    this.#styles = styles;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    const paragraph = this.#paragraphs.at(-1);
    if (name === "p") this.#paragraphs.push({ text: "", size: 0 });
    else if (name === "pStyle" && paragraph !== undefined) paragraph.style = attribute("w:val");
    else if (name === "r") {
      this.#inRun = true;
      this.#runSize = undefined;
    } else if (name === "rStyle" && this.#inRun) {
      this.#runSize = this.#styles.sizeOf(attribute("w:val"));
    } else if (name === "sz" && this.#inRun) this.#runSize = Number(attribute("w:val"));
    else if (name === "t") this.#inText = true;
    else if ((name === "tab" || name === "br") && this.#inRun) this.#break();
  }

  close(name: string): void {
    if (name === "t") this.#inText = false;
    else if (name === "r") this.#inRun = false;
    else if (name === "p") {
      this.#break();
      this.#paragraphs.pop();
    }
  }

  text(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (!this.#inText || paragraph === undefined) return;
    paragraph.text += text;
    const size = this.#runSize || this.#styles.sizeOf(paragraph.style);
    if (size > paragraph.size) paragraph.size = size;
  }

  /** What a tab or a break parts is told apart. */
  #break(): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    this.#headlines.add(paragraph.text, paragraph.size);
    paragraph.text = "";
    paragraph.size = 0;
  }
}
