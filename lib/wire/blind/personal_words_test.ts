import { assertEquals } from "@std/assert";
import { withoutPersonal } from "@/lib/wire/blind/personal_words.ts";

const HIDDEN: [text: string, shown: string][] = [
  ["Date of birth: 14 March 1988", "-"],
  ["DOB 03/11/1990, Leipzig", "-, Leipzig"],
  ["Geboren am 4. Mai 1985 in Kiel", "- in Kiel"],
  ["Née le 12 avril 1992", "-"],
  ["出生日期：1990年5月1日", "-"],
  ["Age: 34", "-"],
  ["A 41-year-old engineer", "A - engineer"],
  ["Pronouns: she/her", "-"],
  ["Aiko (they/them), engineer", "Aiko (-), engineer"],
  ["Where she led a team", "Where - led a team"],
  ["Nationality: Polish", "-"],
  ["Familienstand: ledig", "-"],
  ["Address: 5 Elm Grove", "-"],
  ["Lindenstraße 12, Werkstudent", "-, Werkstudent"],
  ["221B Baker Street", "-"],
];

for (const [text, shown] of HIDDEN) {
  Deno.test(`withoutPersonal hides "${text}"`, () => {
    assertEquals(withoutPersonal(text, "-", { schools: false }), shown);
  });
}

Deno.test("withoutPersonal leaves the work as it is", () => {
  const texts = [
    "Managed 12 people, 2015 - 2019",
    "Cut costs by 34% in 2021; CI/CD, TCP/IP",
    "Ported her/his".slice(0, 6) + " 40 services to Kubernetes",
    "5 years of experience, 2 addresses parsed a second",
    "Page load under 34 ms",
  ];
  for (const text of texts) assertEquals(withoutPersonal(text, "-", { schools: false }), text);
});

Deno.test("withoutPersonal hides schools where that is asked for", () => {
  const cases = [
    ["BSc, University of Leeds, 2012", "BSc, -, 2012"],
    ["M.Sc. Informatik, Technische Universität München", "M.Sc. Informatik, -"],
    ["Stanford University", "-"],
    ["Lycée Louis-le-Grand", "-"],
    ["MIT", "-"],
  ];
  for (const [text, shown] of cases) {
    assertEquals(withoutPersonal(text, "-", { schools: true }), shown);
    assertEquals(withoutPersonal(text, "-", { schools: false }), text);
  }
});

Deno.test("withoutPersonal reads hostile text in linear time", () => {
  const units = ["A.", "A ", "Aa ", "born ", "1 ", "12 rue ", "x-", "she/", "Address: ", "born 1 "];
  for (const unit of units) {
    withoutPersonal(unit.repeat(400_000 / unit.length), "-", { schools: true });
  }
});
