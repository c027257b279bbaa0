/** So many bytes tell an encoding apart. */
const SAMPLE_BYTES = 64 * 1024;

/** What languages write beside the letters of ASCII, in small letters; the likelier first. */
const LANGUAGES: [encoding: string, letters: readonly string[]][] = [
  ["windows-1252", [
    "àâæçéèêëîïôœùûüÿ",
    "äöüßé",
    "áéíñóúüç",
    "ãáàâçéêíõóôúü",
    "àèéìíòóù",
    "åäöéæøüà",
    "áðéíóúýþæö",
    "éëïöüèáóí",
  ]],
  ["windows-1250", [
    "ąćęłńóśźżé",
    "áčďéěíňóřšťúůýžöü",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîșțşţ",
    "čćđšž",
  ]],
  ["windows-1254", ["çğıöşüâîû"]],
  ["windows-1257", ["ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"]],
];
/** Alphabets whose words have hardly a letter of ASCII. */
const SCRIPTS: [encoding: string, letter: RegExp][] = [
  ["windows-1251", /\p{Script=Cyrillic}/u],
  ["koi8-u", /\p{Script=Cyrillic}/u],
  ["windows-1253", /\p{Script=Greek}/u],
  ["windows-1255", /\p{Script=Hebrew}/u],
  ["windows-1256", /\p{Script=Arabic}/u],
  ["windows-874", /\p{Script=Thai}/u],
];
const JAPANESE =
  /[\u3041-\u3093\u30a1-\u30f6ー年月日大学東京都県市区会社株式職務経歴氏名住所電話卒業入開発技術設計担当資格山田中村本小川]/g;
const KOREAN =
  /[이다는의에을를가고하기지사자대한로은어시정리도인그스부장해경력학교업무개발년월일현재서울용주소전화번호김박최영수]/g;
/** Encodings of two bytes a letter, and letters that resumes in them are full of. */
const WIDE: [encoding: string, letters: RegExp][] = [
  ["shift_jis", JAPANESE],
  ["euc-jp", JAPANESE],
  ["euc-kr", KOREAN],
  [
    "gb18030",
    /[的是在和有一人工作大学年月技术公司经验教育姓名项目中国电话软件开发程师业务管理专能力学历简高级科京海上本]/g,
  ],
  [
    "big5",
    /[的是在和有一人工作大學年月技術公司經驗教育姓名項目中國電話軟件開發程師業務管理專能力學歷簡高級科北台灣體本]/g,
  ],
];
/** Fewer of them among the letters are chance. */
const MIN_SHARE = 0.08;

/**
 * The encoding of a text that isn't UTF-8 and names none, by what its bytes come to in each: letters
 * of one script that stand together, or those that a language writes most. Latin 1 of Windows where
 * nothing speaks for another.
 */
export function guessEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const ascii = new TextDecoder("latin1").decode(sample);
  if (ascii.includes("\x1b$B") || ascii.includes("\x1b$@")) return "iso-2022-jp";
  return wideEncoding(sample) ?? scriptOf(sample) ?? alphabetOf(sample);
}

/** Bytes of which two make a letter: each encoding has gaps, which other texts fall into. */
function wideEncoding(sample: Uint8Array): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [encoding, common] of WIDE) {
    const text = decoded(sample, encoding);
    const letters = countOf(text, /[\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]/g);
    // Letters of two bytes; those of one in Shift JIS and names in Latin letters stand alone.
    const strange = countOf(text, /[\ufffd\ue000-\uf8ff\uff61-\uff9f\u0080-\u009f]/g);
    const share = countOf(text, common) / Math.max(1, letters);
    const together = countOf(text, /[\u3040-\u9fff\uac00-\ud7a3]{2}/g);
    if (strange * 20 > letters || together === 0 || share < MIN_SHARE) continue;
    if (share > most) [best, most] = [encoding, share];
  }
  return best;
}

/** The words of these scripts are of their letters alone; accents stand among letters of ASCII. */
function scriptOf(sample: Uint8Array): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [encoding, letter] of SCRIPTS) {
    const words = decoded(sample, encoding).match(/(?<![a-z])[a-z]*[^\p{ASCII}\s]+[a-z]*/giu) ?? [];
    const whole = words.filter((word) => isWord(word, letter)).length;
    // Short ones tell nothing: "г." or a dash.
    const broken = words.filter((word) => word.length > 2).length - whole;
    // What could be small Cyrillic letters alone is Hebrew, which has no capitals.
    const enough = encoding === "windows-1255" ? whole >= most : whole > most;
    if (whole > broken && enough) [best, most] = [encoding, whole];
  }
  return best;
}

/** A word of one script, in small letters, capitals, or with a capital first. */
function isWord(word: string, letter: RegExp): boolean {
  const bare = word.replace(/^[«„“‘]|[»”’…–—]$/g, "");
  const ofScript = [...bare].every((each) => letter.test(each) || /\p{M}/u.test(each));
  return ofScript && bare.length > 2 &&
    (/^\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+$/u.test(bare) || /^\p{Lu}+$/u.test(bare)) &&
    /^\p{L}/u.test(bare);
}

function alphabetOf(sample: Uint8Array): string {
  let best = "windows-1252";
  let most = 0;
  for (const [encoding, languages] of LANGUAGES) {
    const text = decoded(sample, encoding);
    const others =
      text.replaceAll("İ", "i").toLowerCase().match(/[^\p{ASCII}–—‘’“”„•…«»·€°§©®\u00a0]/gu) ?? [];
    for (const letters of languages) {
      const known = others.filter((letter) => letters.includes(letter)).length;
      const score = 3 * known - 2 * others.length;
      if (score > most) [best, most] = [encoding, score];
    }
  }
  return best;
}

function decoded(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
