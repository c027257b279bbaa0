import { assertEquals } from "@std/assert";
import { isGarbled } from "@/lib/extract/document/readability.ts";

const READABLE: Record<string, string> = {
  English:
    "Senior Backend Engineer, Northwind Pay. Built payment APIs in Python and PostgreSQL; ran " +
    "them on Kubernetes with Kafka, Terraform, AWS, GCP, CI/CD, XML, JSON, HTML and CSS since 2019",
  acronyms:
    "SQL PHP CSS HTML XML JSON AWS GCP K8S TCP UDP DNS DHCP VPN SSL SSH NGINX MySQL MSSQL " +
    "gRPC JWT SVN TFS XSLT XPATH WCF WPF MVC MVVM LINQ ADO NPM JQuery CSV PDF RTF",
  German:
    "Entwicklung und Betrieb von Schnittstellen für Zahlungsdienste, Führung eines Teams von " +
    "zwölf Personen, Verantwortung für Qualitätssicherung und Auftragsabwicklung im Großhandel",
  Polish: "Doświadczony programista z wieloletnim stażem w branży finansowej, odpowiedzialny za " +
    "projektowanie oraz wdrażanie systemów płatności, współpracę z klientami i szkolenie zespołu",
  Czech: "Zkušený vývojář s dlouholetou praxí v bankovnictví, odpovědný za návrh a nasazení " +
    "platebních systémů, spolupráci se zákazníky a školení mladších kolegů v týmu",
  Finnish: "Kokenut ohjelmistokehittäjä, joka on vastannut maksujärjestelmien suunnittelusta ja " +
    "käyttöönotosta sekä tiimin kouluttamisesta ja asiakkaiden kanssa tehtävästä yhteistyöstä",
  Turkish: "Ödeme sistemlerinin tasarımından ve devreye alınmasından sorumlu deneyimli yazılım " +
    "geliştirici, müşterilerle çalışma ve ekip eğitimi konularında uzun yıllara dayanan tecrübe",
  Hungarian:
    "Tapasztalt szoftverfejlesztő, aki fizetési rendszerek tervezéséért és bevezetéséért " +
    "felelt, valamint az ügyfelekkel való együttműködésért és a csapat képzéséért",
  Vietnamese:
    "Kỹ sư phần mềm có nhiều năm kinh nghiệm thiết kế và triển khai hệ thống thanh toán, " +
    "làm việc với khách hàng và đào tạo các thành viên trong nhóm phát triển sản phẩm",
  Russian: "Опытный разработчик, отвечал за проектирование платёжных систем на Python и PostgreSQL",
  Japanese:
    "決済システムの設計と導入を担当。PythonとPostgreSQLを使用し、顧客との調整やチームの教育も行った。",
  "a table of marks": "1998 72.4 % 1999 81.2 % 2001 8.9/10 ........................ 2003 3.7/4.0",
  "a rule": "_".repeat(500),
};

const shifted = (text: string, by: number) =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter < "a" ? 65 : 97;
    return String.fromCharCode((letter.charCodeAt(0) - first + by) % 26 + first);
  });

Deno.test("isGarbled lets every language be", () => {
  for (const [what, text] of Object.entries(READABLE)) {
    assertEquals([what, isGarbled(text)], [what, false]);
  }
});

Deno.test("isGarbled finds letters that were exchanged", () => {
  for (const by of [1, 3, 5, 7, 13, 20]) {
    assertEquals([by, isGarbled(shifted(READABLE.English.repeat(2), by))], [by, true]);
    assertEquals([by, isGarbled(shifted(READABLE.German, by))], [by, true]);
  }
});

Deno.test("isGarbled finds signs of no alphabet, of all alphabets, and marks", () => {
  const cast = (to: (code: number) => number) =>
    READABLE.English.replace(/\w/g, (letter) => String.fromCharCode(to(letter.charCodeAt(0))));
  assertEquals(isGarbled(cast((code) => 0xf000 + code)), true);
  assertEquals(isGarbled(cast((code) => 33 + code % 15)), true);
  assertEquals(isGarbled(cast((code) => code % 2 ? 0x400 + code % 80 : 0x61 + code % 26)), true);
});
