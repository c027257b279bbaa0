import { assertEquals } from "@std/assert";
import { otherLanguageOf } from "@/lib/resume/reading/other_language.ts";
import { languageOf } from "@/lib/resume/text/language.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";

const TEXTS: [name: string | null, text: string][] = [
  [
    "Polish",
    "Odpowiadałem za wypieki i zamówienia w piekarni na rynku. Pracowałem z zespołem, a od 2019 jako kierownik " +
    "zmiany. Praca przy piecu oraz dla klientów, po kursie z cukiernictwa. Jestem też na liście do egzaminu.",
  ],
  [
    "Czech",
    "Pracoval jsem v pekárně na náměstí a při tom se staral o objednávky. Byl jsem také vedoucí směny pro celý tým " +
    "a od roku 2019 jako mistr. Mám praxi v cukrářství a se zákazníky.",
  ],
  [
    "Danish",
    "Jeg har arbejdet som bager på torvet og havde ansvaret for bestillinger. Jeg er god til at lede et hold og " +
    "arbejder med kunder. Fra 2019 blev jeg leder af vagten, og jeg har også undervist hos en skole.",
  ],
  [
    "Norwegian",
    "Jeg har arbeidet som baker på torget og hadde ansvaret for bestillinger. Jeg er god til å lede et lag og " +
    "arbeider med kunder. Fra 2019 ble jeg leder av skiftet, og jeg har også undervist hos en skole.",
  ],
  [
    "Finnish",
    "Olen työskennellyt leipomossa torilla ja vastasin tilauksista. Olen johtanut tiimiä sekä palvellut asiakkaita, " +
    "ja minulla on myös kokemusta opetuksesta. Vuonna 2019 olin vuoropäällikkö, joka on ollut ja on mukavaa.",
  ],
  [
    "Turkish",
    "Fırında usta olarak çalıştım ve siparişler için sorumluydum. Ekip ile çok iyi anlaştım ve bir kurs verdim. " +
    "Müşteriler için de çalıştım, daha sonra vardiya amiri olarak görev yaptım ve bu işi sevdim.",
  ],
  [
    "Russian",
    "Работал пекарем в пекарне на рынке, отвечал за заказы и руководил сменой. Обучал новых сотрудников.",
  ],
  [
    "Ukrainian",
    "Працював пекарем у пекарні на ринку, відповідав за замовлення і керував зміною. Навчав її колег.",
  ],
  [
    "Japanese",
    "パン屋で五年間働き、注文と在庫を管理しました。新しいスタッフの教育も担当し、店長として売上を伸ばしました。お客様と話すことが好きです。",
  ],
  [
    "Chinese",
    "在面包店工作五年，负责订单和库存管理，培训新员工，并担任店长，提高了销售额。我喜欢与顾客交流，熟悉烘焙工艺，能够独立完成各种面包和蛋糕的制作，并且管理十人的团队。",
  ],
  [
    "Korean",
    "빵집에서 오 년 동안 일하면서 주문과 재고를 관리했습니다. 새로운 직원을 교육하고 점장으로서 매출을 늘렸습니다. 고객과의 대화를 좋아합니다.",
  ],
  [
    "Arabic",
    "عملت خبازا في مخبز السوق لمدة خمس سنوات وكنت مسؤولا عن الطلبات وإدارة المخزون وتدريب الموظفين الجدد",
  ],
  [
    null,
    "I have worked as a baker in the market and was responsible for orders. Since 2019 I have led the shift.",
  ],
  [
    null,
    "Ich habe als Bäcker am Markt gearbeitet und war für die Bestellungen zuständig. Seit 2019 leite ich die Schicht.",
  ],
  [
    null,
    "Jag har arbetat som bagare på torget och hade ansvar för beställningar. Från 2019 var jag ledare av skiftet.",
  ],
  [
    null,
    "J'ai travaillé comme boulanger au marché et je suis responsable des commandes et de la gestion du stock.",
  ],
  [
    null,
    "Ho lavorato come fornaio al mercato e sono responsabile degli ordini e della gestione delle scorte con il team.",
  ],
  [
    null,
    "Trabajé como panadero en el mercado y soy responsable de los pedidos y de la gestión de los proveedores.",
  ],
  [null, "Python, SQL, Docker, Kafka, Kubernetes, Terraform, PostgreSQL, Redis"],
  [null, "Łódź, Kraków, Żywiec"],
];

for (const [name, text] of TEXTS) {
  Deno.test(`otherLanguageOf says ${name} of "${text.slice(0, 24)}..."`, () => {
    const tokens = tokenize(text);
    assertEquals(otherLanguageOf(text, tokens, languageOf(tokens)), name);
  });
}
