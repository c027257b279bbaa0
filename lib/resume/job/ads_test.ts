import { assert, assertEquals } from "@std/assert";
import { type Job, parseJob } from "@/lib/resume/job/job.ts";

/** The kinds, each with the words that must stand in requirements of it, in any order. */
interface Expected {
  must?: string[];
  nice?: string[];
  responsibility?: string[];
  /** Words that no requirement may hold. */
  none?: string[];
  years?: number | null;
  count?: number;
}

function textsOf(job: Job, kind: string): string[] {
  return job.requirements.filter((one) => one.kind === kind).map((one) => one.text.toLowerCase());
}

function check(job: Job, expected: Expected): void {
  const shown = JSON.stringify(job.requirements, null, 1);
  for (const kind of ["must", "nice", "responsibility"] as const) {
    for (const word of expected[kind] ?? []) {
      assert(
        textsOf(job, kind).some((text) => text.includes(word)),
        `no ${kind} "${word}": ${shown}`,
      );
    }
  }
  const all = job.requirements.map(({ text }) => text.toLowerCase());
  for (const word of expected.none ?? []) {
    assert(!all.some((text) => text.includes(word)), `"${word}" is asked for: ${shown}`);
  }
  if (expected.years !== undefined) assertEquals(job.years, expected.years, shown);
  if (expected.count !== undefined) assertEquals(job.requirements.length, expected.count, shown);
}

const MNR = { must: ["python", "docker"], nice: ["kafka"], responsibility: ["pay"] };

/** Headings of one language: duties, must-haves, nice to have, and what is offered. */
const HEADINGS: Record<string, [duties: string, must: string, nice: string, offer: string][]> = {
  English: [
    ["What you'll do", "What you'll need", "Nice-to-haves", "What you'll get"],
    ["YOUR MISSION", "YOUR SKILL SET", "BROWNIE POINTS", "PERKS & BENEFITS"],
    [
      "A day in the life",
      "You may be a good fit if you",
      "Strong candidates may also",
      "Our benefits",
    ],
    ["The job", "Who we're looking for", "It's a bonus if you", "What's in it for you"],
    [
      "Key Accountabilities",
      "Person Specification – Essential",
      "Desirable Criteria",
      "How to Apply",
    ],
    ["🚀 What you will be doing", "💡 What we expect from you", "✨ Even better if", "🎁 We offer"],
    ["## Your impact", "## Minimum Qualifications", "## Preferred Qualifications", "## About us"],
    ["**Role responsibilities**", "**Must-have skills:**", "**Good-to-have:**", "**Compensation**"],
  ],
  German: [
    ["Deine Aufgaben", "Was du mitbringst", "Nice-to-have", "Was wir dir bieten"],
    ["Das erwartet Dich", "Das bringst Du mit", "Pluspunkte", "Das bieten wir Dir"],
    ["Ihr Tätigkeitsfeld", "Fachliche Anforderungen", "Wünschenswert", "Unser Angebot"],
    ["AUFGABENBEREICH", "IHRE QUALIFIKATION", "VON VORTEIL", "WIR BIETEN IHNEN"],
  ],
  French: [
    ["Vos missions", "Votre profil", "Les plus", "Ce que nous offrons"],
    ["Descriptif du poste :", "Compétences attendues :", "Serait un plus :", "Avantages :"],
  ],
  Spanish: [
    ["Tus funciones", "Qué buscamos", "Se valorará", "Qué ofrecemos"],
    [
      "Responsabilidades principales",
      "Requisitos imprescindibles",
      "Requisitos deseables",
      "Beneficios",
    ],
  ],
  Italian: [[
    "Di cosa ti occuperai",
    "Chi cerchiamo",
    "Costituisce titolo preferenziale",
    "Cosa offriamo",
  ]],
  Portuguese: [[
    "O que você vai fazer",
    "O que esperamos de você",
    "Será um diferencial",
    "O que oferecemos",
  ]],
  Dutch: [
    ["Wat ga je doen?", "Wat breng je mee?", "Pluspunten", "Wat bieden wij?"],
    ["Jouw takenpakket", "Functie-eisen", "Bij voorkeur", "Arbeidsvoorwaarden"],
  ],
  Swedish: [
    [
      "Om rollen: dina arbetsuppgifter",
      "Vi söker dig som har",
      "Det är meriterande om du har",
      "Vi erbjuder",
    ],
    ["Dina ansvarsområden", "Krav", "Önskvärda kunskaper", "Våra förmåner"],
    ["Vad du kommer att göra", "Vem är du?", "Meriterande:", "Om oss"],
  ],
  Danish: [
    ["Dine arbejdsopgaver", "Dine kvalifikationer", "Det er en fordel, hvis du", "Vi tilbyder"],
    ["Du skal blandt andet", "Vi forventer, at du har", "Det er et plus", "Hvorfor os?"],
  ],
  Norwegian: [
    ["Arbeidsoppgaver", "Kvalifikasjoner", "Det er en fordel om du har", "Vi tilbyr"],
    ["Dine oppgaver", "Hvem er du?", "Ønskelig", "Vi kan tilby"],
  ],
  Finnish: [
    ["Työtehtävät", "Vaatimukset", "Eduksi katsotaan", "Tarjoamme"],
    ["Tehtävänkuva", "Odotamme sinulta", "Plussaa", "Mitä tarjoamme?"],
  ],
  Polish: [
    ["Twój zakres obowiązków", "Nasze wymagania", "Mile widziane", "To oferujemy"],
    ["Zadania", "Czego oczekujemy?", "Dodatkowym atutem będzie", "Co oferujemy?"],
  ],
  Czech: [
    ["Náplň práce", "Požadujeme", "Výhodou", "Nabízíme"],
    ["Co vás čeká", "Co od vás očekáváme", "Výhodou je", "Co vám nabízíme"],
  ],
  Russian: [
    ["Что предстоит делать", "Мы ожидаем", "Желательно", "Мы предлагаем"],
    ["Ваши задачи:", "Что для этого нужно:", "Плюсом будет:", "Условия:"],
  ],
  Turkish: [
    ["İŞ TANIMI", "ARANAN NİTELİKLER", "TERCİH SEBEBİ", "SUNDUKLARIMIZ"],
    [
      "Görev ve Sorumluluklar",
      "Sizden beklentilerimiz",
      "Artı olarak değerlendirilir",
      "Yan haklar",
    ],
  ],
  Japanese: [
    ["【業務内容】", "【必須スキル】", "【歓迎スキル】", "【待遇】"],
    ["仕事内容", "応募資格", "歓迎条件", "福利厚生"],
    ["■担当業務", "■求める経験", "■あると望ましい経験", "■勤務地"],
  ],
  Chinese: [
    ["岗位职责：", "任职要求：", "加分项：", "薪资福利："],
    ["工作内容", "职位要求", "优先条件", "关于我们"],
    ["【職責】", "【條件要求】", "【加分條件】", "【公司福利】"],
  ],
};

for (const [language, sets] of Object.entries(HEADINGS)) {
  for (const [duties, must, nice, offer] of sets) {
    Deno.test(`parseJob knows ${language} headings: ${duties}, ${must}, ${nice}, ${offer}`, () => {
      const ad = (bullet: string) =>
        `Developer\n\n${duties}\n${bullet}Pay services\n\n${must}\n${bullet}Python\n${bullet}Docker\n\n` +
        `${nice}\n${bullet}Kafka\n\n${offer}\n${bullet}Fruit`;
      check(parseJob(ad("- ")), { ...MNR, none: ["fruit"], count: 4 });
      check(parseJob(ad("")), { ...MNR, none: ["fruit"], count: 4 });
    });
  }
}

/** Each line of a list of must-haves and the names of which one is enough. */
const CHOICES: [line: string, names: string[]][] = [
  ["Java or Kotlin", ["Java", "Kotlin"]],
  ["3+ years with Ruby, Elixir or Scala", ["Ruby", "Elixir", "Scala"]],
  ["Jenkins/CircleCI/TeamCity", ["Jenkins", "CircleCI", "TeamCity"]],
  ["Hands-on with SAP / Oracle", ["SAP", "Oracle"]],
  ["C/C++", ["C", "C++"]],
  ["Relational databases such as MySQL, MariaDB or Oracle", ["MySQL", "MariaDB", "Oracle"]],
  ["A cloud platform (e.g. AWS, Google Cloud)", ["AWS", "Google Cloud"]],
  ["Front-end frameworks like React, Vue, Svelte, etc.", ["React", "Vue", "Svelte"]],
  ["Experience with one of the following: Terraform, Pulumi, Ansible", [
    "Terraform",
    "Pulumi",
    "Ansible",
  ]],
  ["Either Figma or Sketch", ["Figma", "Sketch"]],
  ["Tableau and/or Power BI", ["Tableau", "Power BI"]],
  ["Kenntnisse in Jira oder Trello", ["Jira", "Trello"]],
  ["Erfahrung mit CAD-Software, z. B. AutoCAD, SolidWorks", ["AutoCAD", "SolidWorks"]],
  ["Maîtrise de Java ou Kotlin", ["Java", "Kotlin"]],
  ["Outils tels que Figma, Sketch ou Zeplin", ["Figma", "Sketch", "Zeplin"]],
  ["Erfarenhet av Azure eller AWS", ["Azure", "AWS"]],
  ["Znajomość Javy lub Kotlina", ["Javy", "Kotlina"]],
  ["Опыт с PostgreSQL или MySQL", ["PostgreSQL", "MySQL"]],
  ["PythonまたはJavaの経験", ["Python", "Java"]],
];

for (const [line, names] of CHOICES) {
  Deno.test(`parseJob sees a choice in ${JSON.stringify(line)}`, () => {
    const { requirements } = parseJob(`Requirements:\n- Patience\n- ${line}`);
    assertEquals(requirements.map(({ anyOf }) => anyOf), [[], names]);
  });
}

for (
  const line of [
    "CI/CD",
    "UI/UX design",
    "TCP/IP networking",
    "SAP S/4HANA",
    "A/B testing",
    "AI/ML",
    "Jira or similar tools",
    "5 years or more of Python",
    "Bachelor's degree or higher",
    "Available 24/7",
    "HTML, CSS and JavaScript",
    "Works with his/her team",
  ]
) {
  Deno.test(`parseJob sees no choice in ${JSON.stringify(line)}`, () => {
    const { requirements } = parseJob(`Requirements:\n- Patience\n- ${line}`);
    assertEquals(requirements.flatMap(({ anyOf }) => anyOf), []);
  });
}

/** A line of must-haves and the years of experience that it asks for. */
const YEARS: [line: string, years: number | null][] = [
  ["Must be 21 years of age or older", null],
  ["Applicants have to be 18+ years old", null],
  ["Minimum age: 18 years", null],
  ["Mindestens 18 Jahre alt", null],
  ["Avoir 18 ans révolus", null],
  ["For over 30 years we have built bridges", null],
  ["Our family business has been around for 40 years", null],
  ["Established 15 years ago, we lead the market", null],
  ["Seit über 25 Jahren sind wir Marktführer", null],
  ["Contract length: 2 years", null],
  ["2-year fixed-term contract", null],
  ["Salary: 45,000 a year", null],
  ["A bonus after 2 years", null],
  ["Salary review every 2 years", null],
  ["Up to 3 years of experience", null],
  ["No criminal record within the last 5 years", null],
  ["4+ years of Python", 4],
  ["At least three years' experience in retail", 3],
  ["5 years as a nurse", 5],
  ["A year as a waiter", 1],
  ["2-4 years in sales", 2],
  ["We require 6 years of Java", 6],
  ["Mindestens 3 Jahre Berufserfahrung", 3],
  ["Minimum 2 ans d'expérience", 2],
  ["Minst 4 års erfarenhet", 4],
  ["Vähintään 3 vuoden kokemus", 3],
  ["Minimum 2 lata doświadczenia", 2],
  ["Опыт работы от 3 лет", 3],
  ["En az 5 yıl deneyim", 5],
  ["Javaの開発経験3年以上", 3],
  ["5年以上Java开发经验", 5],
];

for (const [line, years] of YEARS) {
  Deno.test(`parseJob reads ${years ?? "no"} years of ${JSON.stringify(line)}`, () => {
    check(parseJob(`Requirements:\n- Sourdough\n- ${line}`), { must: ["sourdough"], years });
  });
}

const NOT_ASKED = [
  "No degree required",
  "A degree is not required",
  "You don't need a degree",
  "No degree or diploma necessary",
  "A degree isn't mandatory",
  "You do not have to have a degree",
  "Degree not needed",
  "Kein Degree erforderlich",
  "Un degree n'est pas exigé, pas de degree requis",
  "Degree krävs inte",
  "Degree не требуется",
];

for (const line of NOT_ASKED) {
  Deno.test(`parseJob does not ask for what is not asked for: ${JSON.stringify(line)}`, () => {
    check(parseJob(`Requirements:\n- Python\n- ${line}`), { must: ["python"], none: ["degree"] });
    check(parseJob(`We hire. You must know Python. ${line}. You will bake pay slips.`), {
      must: ["python"],
      none: ["degree"],
    });
  });
}

/** Ads of sentences, and what is asked for in them. */
const PROSE: [ad: string, expected: Expected][] = [
  [
    "We run a chain of bakeries in Ghent. You will open the shop and bake bread. You need solid Excel and SAP, " +
    "at least 3 years in a bakery, and you speak Dutch. French is a plus. We offer 25 days of holiday.",
    {
      must: ["excel", "sap", "3 years", "dutch"],
      nice: ["french"],
      responsibility: ["bread"],
      none: ["25 days"],
      years: 3,
    },
  ],
  [
    "our team builds ledgers. you should know golang and have 4 years of backend experience; mysql would be great. " +
    "we have been around for 12 years.",
    { must: ["golang", "4 years"], nice: ["mysql"], none: ["12 years"], years: 4 },
  ],
  [
    "Looking for someone with Rust, Kafka and Linux skills, ideally with Terraform. No degree required.",
    { must: ["rust", "kafka", "linux"], nice: ["terraform"], none: ["degree"] },
  ],
  [
    "Wir sind ein Team in Köln. Du bringst Erfahrung mit Java und Spring mit. Kenntnisse in Kafka sind von Vorteil. " +
    "Wir bieten 30 Tage Urlaub.",
    { must: ["java", "spring"], nice: ["kafka"], none: ["urlaub"] },
  ],
  [
    "You are a registered nurse who has at least 2 years of ICU experience, and Spanish is a plus. " +
    "You'll care for eight patients a shift.",
    { must: ["nurse"], nice: ["spanish"], responsibility: ["patients"], years: 2 },
  ],
];

for (const [ad, expected] of PROSE) {
  Deno.test(`parseJob reads prose: ${ad.slice(0, 50)}`, () => check(parseJob(ad), expected));
}

Deno.test("parseJob takes a wish above a list for its heading", () => {
  const ad =
    "Koch\n\nDein Profil\n- Sushi\n\nDas wäre toll\n- Ramen\n\nIt would be lovely if you had\n- Tea";
  check(parseJob(ad), { must: ["sushi"], nice: ["ramen", "tea"], count: 3 });
});

Deno.test("parseJob takes no item of Japanese and capitals for a heading", () => {
  check(parseJob("【必須条件】\n・AWSまたはGCPの利用経験\n・Javaの開発経験"), {
    must: ["aws", "java"],
    count: 2,
  });
});

Deno.test("parseJob asks for no degree where a licence is asked for", () => {
  assertEquals(parseJob("Requirements:\n- Forklift licence").degree, null);
  assertEquals(parseJob("Profil recherché\n- Licence en droit").degree, "bachelor");
});

Deno.test("parseJob reads nice-to-haves within a line", () => {
  const ad =
    "Requirements:\n- Python\n- Docker; nice to have: Kafka\n- Go, preferably with gRPC\nBonus: Redis\n";
  check(parseJob(ad), { must: ["python", "docker", "go"], nice: ["kafka", "grpc", "redis"] });
  check(parseJob("Must have: Go, SQL. Nice to have: Rust, Perl."), {
    must: ["go", "sql"],
    nice: ["rust", "perl"],
  });
});

Deno.test("parseJob reads HTML, escaped too", () => {
  const ad = "<h2>Developer</h2><p><strong>Your tasks</strong></p><ul><li>Pay services</li></ul>" +
    "<p><b>Requirements:</b></p><ul><li>Python &amp; SQL</li><li>Docker</li></ul>" +
    "<h3>Nice to have</h3><ul><li>Kafka</li></ul><h3>Benefits</h3><p>Fruit.</p>";
  check(parseJob(ad), { ...MNR, none: ["fruit", "<", "&amp;"], count: 4 });
  const escaped = ad.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  check(parseJob(escaped), { ...MNR, none: ["fruit", "<", "&lt;"], count: 4 });
  const broken =
    "<b>Requirements</b><br>- Python<br>- Docker<br><br><b>Nice to have</b><br>- Kafka";
  check(parseJob(broken), { must: ["python", "docker"], nice: ["kafka"], count: 3 });
});

for (
  const sign of [
    "✅",
    "🔹",
    "👉 ",
    "★ ",
    "✔️",
    "➡️ ",
    "▪️",
    "1️⃣ ",
    "» ",
    "→ ",
    "o  ",
    "· ",
    "(1) ",
    "・",
  ]
) {
  Deno.test(`parseJob takes ${JSON.stringify(sign)} for a bullet`, () => {
    const ad =
      `🔥 What you bring 🔥\n${sign}Python\n${sign}Docker\n\n🎉 Nice to have 🎉\n${sign}Kafka`;
    check(parseJob(ad), { must: ["python", "docker"], nice: ["kafka"], count: 3 });
    assertEquals(textsOf(parseJob(ad), "must"), ["python", "docker"]);
  });
}

Deno.test("parseJob joins the lines of a wrapped mail", () => {
  const ad =
    "Requirements\n\n- Five winters of work with the heavy snow groomers of\n  the northern valleys\n- Patience\n";
  assertEquals(textsOf(parseJob(ad), "must"), [
    "five winters of work with the heavy snow groomers of the northern valleys",
    "patience",
  ]);
});

const SENTENCES = Array.from({ length: 90 }, (_, n) =>
  [
    `You must know the tool number${n} well.`,
    "You need good communication skills and a strong sense of teamwork.",
    `You will look after the plant in hall ${n}.`,
  ].join(" ")).join(" ");

for (const heading of ["", "Requirements\n", "About you\n\n"]) {
  Deno.test(`parseJob keeps the telling sentences of prose (${JSON.stringify(heading)})`, () => {
    const job = parseJob(heading + SENTENCES);
    assert(job.requirements.length < 30, `${job.requirements.length} requirements`);
    assertEquals(job.cut, true);
    assert(textsOf(job, "must").filter((text) => text.includes("number")).length >= 10);
  });
}

Deno.test("parseJob keeps a list of forty whole", () => {
  const job = parseJob(
    `Requirements\n${Array.from({ length: 40 }, (_, n) => `- Machine m${n}`).join("\n")}`,
  );
  assertEquals([job.requirements.length, job.cut], [40, false]);
});

Deno.test("parseJob finds nothing where nothing is asked for", () => {
  assertEquals(
    parseJob("We are an equal opportunity employer. We offer free fruit.").requirements,
    [],
  );
  assertEquals(parseJob("").requirements, []);
});
