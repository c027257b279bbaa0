import { assertEquals } from "@std/assert";
import { parseResume } from "@/lib/resume/reading/parse.ts";

const NOW = new Date("2026-11-01T00:00:00Z");

const BODY =
  "\n\nSummary\nPatient and curious.\n\nExperience\nCook, Blue Door Kitchen, Mar 2019 - Present\n" +
  "Ran the pastry section.\n\nEducation\nDiploma, Rhine Valley Academy, 2011 - 2014\n\nSkills\nBread, Butchery\n";

const read = (head: string, body = BODY) => parseResume(head + body, NOW);

/** The head of a resume, and the name in it. Addresses tell nothing unless they hold the name. */
const NAMES: [head: string, name: string | null][] = [
  ["Tomasz Zieliński\ntz88@mail.example", "Tomasz Zieliński"],
  ["Mr. Tomasz Zieliński\ntz88@mail.example", "Tomasz Zieliński"],
  ["Prof. Dr. Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Dipl.-Ing. Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Dr.-Ing. Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Dr. med. Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Mgr. Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Ing. Ilse Brandt, MBA\nx@mail.example", "Ilse Brandt"],
  ["Frau Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Engr. Chidi Okafor\nx@mail.example", "Chidi Okafor"],
  ["Denise Okafor, RN, BSN, CCRN\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor RN BSN\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor, PMP\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor, CPA, CFA\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor, MBA, PMP®\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor, Ph.D., P.E.\nx@mail.example", "Denise Okafor"],
  ["DENISE OKAFOR, MSN, APRN, FNP-BC\nx@mail.example", "DENISE OKAFOR"],
  ["Denise Okafor, SHRM-CP\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor, LCSW\nx@mail.example", "Denise Okafor"],
  ["Denise Okafor, M.Ed.\nx@mail.example", "Denise Okafor"],
  ["Robert Haynes Jr.\nx@mail.example", "Robert Haynes"],
  ["Robert Haynes III\nx@mail.example", "Robert Haynes"],
  ["Kim Delgado (they/them)\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado she/her/hers\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado [he/him]\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado | she/they\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado – Pronouns: she/her\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado (sie/ihr)\nx@mail.example", "Kim Delgado"],
  ["Delgado, Kim\nx@mail.example", "Kim Delgado"],
  ["DELGADO, KIM\nx@mail.example", "KIM DELGADO"],
  ["Delgado Ruiz, Kim A.\nx@mail.example", "Kim A. Delgado Ruiz"],
  ["KIM DELGADO\nx@mail.example", "KIM DELGADO"],
  ["K I M   D E L G A D O\nx@mail.example", "KIM DELGADO"],
  ["K I M  D E L G A D O\nPastry Chef", "KIM DELGADO"],
  ["KIM\nDELGADO\nx@mail.example", "KIM DELGADO"],
  ["Kim\nDelgado\nPastry Chef\nx@mail.example", "Kim Delgado"],
  ["Curriculum Vitae\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["CURRICULUM VITAE\n\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["RESUME\n\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["Lebenslauf\nIlse Brandt\nx@mail.example", "Ilse Brandt"],
  ["Resume of Kim Delgado\nx@mail.example", "Kim Delgado"],
  ["Curriculum Vitae of Kim Delgado\nx@mail.example", "Kim Delgado"],
  ["Curriculum Vitae - Kim Delgado\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado - Resume\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado's Resume\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado | Curriculum Vitae 2025\nx@mail.example", "Kim Delgado"],
  ["Lebenslauf von Ilse Brandt\nx@mail.example", "Ilse Brandt"],
  ["CV Kim Delgado\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado, Pastry Chef\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado - Senior Data Engineer\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado | Registered Nurse | Austin, TX\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado Senior Accountant\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado\tPhone: +1 212 736 5000\nx@mail.example", "Kim Delgado"],
  ["Kim Delgado x@mail.example +1 212 736 5000", "Kim Delgado"],
  ["Registered Nurse\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["Data Analyst\n\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["Bright Path Staffing\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["ACME CONSULTING GMBH\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["Confidential Candidate Profile\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["Austin, Texas\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["Jan van der Meer\nx@mail.example", "Jan van der Meer"],
  ["María de la Cruz\nx@mail.example", "María de la Cruz"],
  ["JUAN CARLOS DE LA FUENTE\nx@mail.example", "JUAN CARLOS DE LA FUENTE"],
  ["Ahmad bin Yusof\nx@mail.example", "Ahmad bin Yusof"],
  ["João dos Santos Silva\nx@mail.example", "João dos Santos Silva"],
  ["Ludwig von Hohenfels\nx@mail.example", "Ludwig von Hohenfels"],
  ["Charles de Gaulle-Martin\nx@mail.example", "Charles de Gaulle-Martin"],
  ["Anne-Marie O'Sullivan\nx@mail.example", "Anne-Marie O'Sullivan"],
  ["Siobhán O’Brien\nx@mail.example", "Siobhán O’Brien"],
  ["Luca D'Angelo\nx@mail.example", "Luca D'Angelo"],
  ["J. R. Whitfield\nx@mail.example", "J. R. Whitfield"],
  ["Kim B. Delgado\nx@mail.example", "Kim B. Delgado"],
  ["Gabriel García Márquez\nx@mail.example", "Gabriel García Márquez"],
  ["Þórdís Ægisdóttir\nx@mail.example", "Þórdís Ægisdóttir"],
  ["Trần Văn Hùng\nx@mail.example", "Trần Văn Hùng"],
  ["Иван Петров\nx@mail.example", "Иван Петров"],
  ["Резюме\nПетрова Ольга Ивановна\nx@mail.example", "Петрова Ольга Ивановна"],
  ["Γιώργος Παπαδόπουλος\nx@mail.example", "Γιώργος Παπαδόπουλος"],
  ["张伟\nx@mail.example", "张伟"],
  ["个人简历\n李晓明\nx@mail.example", "李晓明"],
  ["姓名：王芳\nx@mail.example", "王芳"],
  ["欧阳娜娜\nx@mail.example", "欧阳娜娜"],
  ["履歴書\n山田 太郎\nx@mail.example", "山田 太郎"],
  ["氏名　佐藤 花子\nx@mail.example", "佐藤 花子"],
  ["職務経歴書\n氏名：鈴木一郎\nx@mail.example", "鈴木一郎"],
  ["이력서\n김민수\nx@mail.example", "김민수"],
  ["이름: 박지영\nx@mail.example", "박지영"],
  ["محمد علي حسن\nx@mail.example", "محمد علي حسن"],
  ["السيرة الذاتية\nفاطمة الزهراء\nx@mail.example", "فاطمة الزهراء"],
  ["الاسم: خالد منصور\nx@mail.example", "خالد منصور"],
  ["נועה לוי\nx@mail.example", "נועה לוי"],
  ["קורות חיים\nדוד כהן\nx@mail.example", "דוד כהן"],
  ["राजेश कुमार शर्मा\nx@mail.example", "राजेश कुमार शर्मा"],
  ["สมชาย ใจดี\nx@mail.example", "สมชาย ใจดี"],
  ["นายสมชาย ใจดี\nx@mail.example", "สมชาย ใจดี"],
  ["Name: Kim Delgado\nx@mail.example", "Kim Delgado"],
  ["Full Name : Kim Delgado\nx@mail.example", "Kim Delgado"],
  ["Name\nKim Delgado\nx@mail.example", "Kim Delgado"],
  ["First Name: Kim\nLast Name: Delgado\nx@mail.example", "Kim Delgado"],
  ["Nombre: Kim\nApellidos: Delgado Ruiz\nx@mail.example", "Kim Delgado Ruiz"],
  ["Nom : Delgado\nPrénom : Kim\nx@mail.example", "Kim Delgado"],
  ["Imię i nazwisko: Tomasz Zieliński\nx@mail.example", "Tomasz Zieliński"],
  ["Ad Soyad: Elif Yıldız\nx@mail.example", "Elif Yıldız"],
  ["ФИО: Петрова Ольга Ивановна\nx@mail.example", "Петрова Ольга Ивановна"],
  ["Tom Baker\ntom.baker@mail.example", "Tom Baker"],
  ["Sarah Cook\nx@mail.example", "Sarah Cook"],
  ["Peter Mason\nPastry Chef\nx@mail.example", "Peter Mason"],
  ["Ann Butler\nx@mail.example", "Ann Butler"],
  ["Marshall Stone\nmarshall.stone@mail.example", "Marshall Stone"],
  ["Kim Manager\nkim.manager@mail.example", "Kim Manager"],
  ["kim delgado\nkim.delgado@mail.example", "kim delgado"],
  ["Kim\nkim@mail.example", "Kim"],
  [
    "Dear Sir or Madam,\nPlease find my resume below.\nYours sincerely,\nKim Delgado\n\nKim Delgado\nx@mail.example",
    "Kim Delgado",
  ],
  [
    "Contact\nx@mail.example\n+1 212 736 5000\n\nSkills\nMicrosoft Excel\nProject Management\nPublic Speaking\n\n" +
    "Languages\nEnglish\nSpanish\n\nKim Delgado\nPastry Chef",
    "Kim Delgado",
  ],
  [
    "CONTACT\n12 Mill Road\nkim.delgado@mail.example\nSKILLS\nMachine Learning\nDeep Learning\nKIM DELGADO\nDATA SCIENTIST",
    "KIM DELGADO",
  ],
  [
    "Skills\nTime Management\nTeam Work\nInterests\nRock Climbing\n\nZofia Krawczyk\nAccountant\nzk@mail.example",
    "Zofia Krawczyk",
  ],
  ["12 Mill Road\nx@mail.example", null],
  ["Curriculum Vitae\nx@mail.example", null],
  ["Software Engineer\nx@mail.example", null],
  ["Personal Details\nPhone: +1 212 736 5000", null],
  ["Head Chef\nAustin, TX", null],
  ["Microsoft Office\nProject Management\nx@mail.example", null],
  ["软件工程师\nx@mail.example", null],
];

Deno.test("parseResume reads the name in", async (t) => {
  for (const [head, name] of NAMES) {
    await t.step(JSON.stringify(head), () => assertEquals(read(head).name, name));
  }
});

Deno.test("parseResume takes the largest line for the name, where it may be one", () => {
  const text = "Blue Door\nMara Strand\nRiver House\nUppsala\n";
  assertEquals(parseResume(text, NOW, ["Mara Strand"]).name, "Mara Strand");
  assertEquals(parseResume(text, NOW, ["RESUME", "River House"]).name, "River House");
  assertEquals(parseResume(text, NOW, ["Experience", "Education"]).name, "Blue Door");
  const apart = "Pastry\nMARA ELENA\nSTRAND DAHL\nUppsala\n";
  assertEquals(
    parseResume(apart, NOW, ["MARA ELENA", "STRAND DAHL"]).name,
    "MARA ELENA STRAND DAHL",
  );
  assertEquals(parseResume("skills\nmara strand\n", NOW, ["mara strand"]).name, "mara strand");
});

const EMAILS: [head: string, email: string | null][] = [
  ["Kim Delgado\nE-mail: kim@mail.example", "kim@mail.example"],
  ["Kim Delgado\nEmail:kim.b-delgado+cv@sub.mail.example", "kim.b-delgado+cv@sub.mail.example"],
  ["Kim Delgado\nkim_delgado@mail.example | +1 212 736 5000", "kim_delgado@mail.example"],
  ["Kim Delgado\n<kim@mail.example>", "kim@mail.example"],
  ["Kim Delgado\nmailto:kim@mail.example", "kim@mail.example"],
  ["Kim Delgado\nkim@mail.example; kim2@mail.example", "kim@mail.example"],
  ["Kim Delgado\nKIM@MAIL.EXAMPLE", "KIM@MAIL.EXAMPLE"],
  ["Kim Delgado\nkim (at) mail.example", "kim@mail.example"],
  ["Kim Delgado\nkim[at]mail[dot]example", "kim@mail.example"],
  ["Kim Delgado\nkim (at) mail (dot) example", "kim@mail.example"],
  ["Kim Delgado\nkim {at} mail {dot} example", "kim@mail.example"],
  ["Kim Delgado\nkim at mail dot example", "kim@mail.example"],
  ["Kim Delgado\nkim @ mail.example", "kim@mail.example"],
  ["Kim Delgado\nkim@ mail.example", "kim@mail.example"],
  ["Kim Delgado\nkim @mail.example", "kim@mail.example"],
  ["Kim Delgado\nkim @ mail . example", "kim@mail.example"],
  ["Kim Delgado\nkim.delgado\n@mail.example", "kim.delgado@mail.example"],
  ["Kim Delgado\nkim.delgado@\nmail.example", "kim.delgado@mail.example"],
  ["Kim Delgado\nkim.delgado@mail.\nexample", "kim.delgado@mail.example"],
  ["Kim Delgado\nkim.\ndelgado@mail.example", "kim.delgado@mail.example"],
  ["Kim Delgado\nkim＠mail.example", "kim@mail.example"],
  ["Kim Delgado\n✉ kim@mail.example.", "kim@mail.example"],
  ["Conan O'Brien\nconan.o'brien@mail.example", "conan.o'brien@mail.example"],
  ["Kim Delgado\nMastodon: @kim@social.example\nkim@mail.example", "kim@mail.example"],
  ["Kim Delgado\nCook @ bluedoor.example\nkim@mail.example", "kim@mail.example"],
  ["Kim Delgado\nCook at bluedoor.example", null],
  ["Kim Delgado\nTwitter: @kim", null],
];

Deno.test("parseResume reads the e-mail in", async (t) => {
  for (const [head, email] of EMAILS) {
    await t.step(JSON.stringify(head), () => assertEquals(read(head).email, email));
  }
});

Deno.test("parseResume takes no referee's address or number", () => {
  for (const heading of ["References", "REFEREES", "Referenzen", "Références"]) {
    const body = `\n\n${heading}\nProf. Erik Strand, erik@uni.example, +46 70 174 06 05\n`;
    const { email, phone } = read("Kim Delgado\nUppsala", body);
    assertEquals([email, phone], [null, null]);
    assertEquals(
      read("Kim Delgado", `${body}\nContact\nkim@mail.example`).email,
      "kim@mail.example",
    );
  }
});

const PHONES: [head: string, phone: string | null][] = [
  ["212-736-5000", "212-736-5000"],
  ["(212) 736-5000", "(212) 736-5000"],
  ["+1 (212) 736-5000", "+1 (212) 736-5000"],
  ["1-212-736-5000", "1-212-736-5000"],
  ["212 736 5000", "212 736 5000"],
  ["2127365000", "2127365000"],
  ["212-736-5000 x123", "212-736-5000 x123"],
  ["(212) 736-5000 ext. 45", "(212) 736-5000 ext. 45"],
  ["Cell: 212.736.5000", "212.736.5000"],
  ["M: 212.736.5000", "212.736.5000"],
  ["Phone\n+46 70 174 06 05", "+46 70 174 06 05"],
  ["+46701740605", "+46701740605"],
  ["+46 (0)70-174 06 05", "+46 (0)70-174 06 05"],
  ["070-174 06 05", "070-174 06 05"],
  ["+44 20 7946 0958", "+44 20 7946 0958"],
  ["07911 123456", "07911 123456"],
  ["020 7946 0958", "020 7946 0958"],
  ["Tel.: 030 / 901 82 00", "030 / 901 82 00"],
  ["Mobil: 0171/2345678", "0171/2345678"],
  ["+49 (0) 171 2345678", "+49 (0) 171 2345678"],
  ["+49-171-2345678", "+49-171-2345678"],
  ["06.12.34.56.78", "06.12.34.56.78"],
  ["+33 6 12 34 56 78", "+33 6 12 34 56 78"],
  ["0033 6 12 34 56 78", "0033 6 12 34 56 78"],
  ["+91 98765 43210", "+91 98765 43210"],
  ["+91-9876543210", "+91-9876543210"],
  ["9876543210", "9876543210"],
  ["+86 138 0013 8000", "+86 138 0013 8000"],
  ["手机：138 0013 8000", "138 0013 8000"],
  ["電話 090-1234-5678", "090-1234-5678"],
  ["전화: 010-1234-5678", "010-1234-5678"],
  ["Тел.: +7 (912) 345-67-89", "+7 (912) 345-67-89"],
  ["Tel: 8 (912) 345-67-89", "8 (912) 345-67-89"],
  ["+55 11 91234-5678", "+55 11 91234-5678"],
  ["+234 803 123 4567", "+234 803 123 4567"],
  ["+971 50 123 4567", "+971 50 123 4567"],
  ["+48 601 234 567", "+48 601 234 567"],
  ["tel. 601 234 567", "601 234 567"],
  ["+65 9123 4567", "+65 9123 4567"],
  ["Handy 0664 1234567", "0664 1234567"],
  ["kim@mail.example | 212-736-5000 | Austin, TX", "212-736-5000"],
  ["12 Mill Road, Austin, TX 78701, 212-736-5000", "212-736-5000"],
  ["جوال: ٠٥٥ ١٢٣ ٤٥٦٧", "055 123 4567"],
  ["2011 - 2014", null],
  ["01/2011 - 03/2014", null],
  ["01.02.1990", null],
  ["Date of birth: 1990-02-01", null],
  ["Born 01.02.1990", null],
  ["19900201", null],
  ["Passport: 123456789", null],
  ["Passport No. 9876543210", null],
  ["ID number: 8001015009087", null],
  ["SSN 123-45-6789", null],
  ["Student ID 2127365000", null],
  ["License #2127365000", null],
  ["Personnummer: 900201-1234", null],
  ["ORCID 0000-0002-1825-0097", null],
  ["IBAN DE89 3704 0044 0532 0130 00", null],
  ["San Francisco, CA 94105-1234", null],
  ["linkedin.com/in/kim-2127365000", null],
  ["https://example.org/u/2127365000", null],
  ["Sold 1,250,000 units", null],
  ["PESEL: 90020112345", null],
  ["Patent US 10123456", null],
];

Deno.test("parseResume reads the phone number in", async (t) => {
  for (const [line, phone] of PHONES) {
    await t.step(
      JSON.stringify(line),
      () => assertEquals(read(`Kim Delgado\n${line}`).phone, phone),
    );
  }
});

const PLACES: [line: string, location: string | null][] = [
  ["Austin, TX", "Austin, TX"],
  ["Austin, TX 78701", "Austin, TX 78701"],
  ["4 Elm Ave, Apt 2, Portland, OR 97201", "Portland, OR"],
  ["Utrecht, Netherlands | kim@mail.example", "Utrecht, Netherlands"],
  ["7 High Street, Bath BA1 5AB", "Bath BA1 5AB"],
  ["Hauptstr. 5, 10115 Berlin", "10115 Berlin"],
  ["Storgatan 3, 753 20 Uppsala", "753 20 Uppsala"],
  ["Address: Cairo, Egypt", "Cairo, Egypt"],
  ["Wohnort: Köln", "Köln"],
  ["Python, Django", null],
  ["Cook, Blue Door", null],
  ["Photoshop, Illustrator", null],
  ["Acme Inc, TX", null],
];

Deno.test("parseResume reads the place in", async (t) => {
  for (const [line, location] of PLACES) {
    await t.step(
      JSON.stringify(line),
      () => assertEquals(read(`Kim Delgado\n${line}`).location, location),
    );
  }
});
