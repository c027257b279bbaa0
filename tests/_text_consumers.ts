import * as officeFixture from "@/lib/extract/testing/office_fixture.ts";
import { PARSER, readWasm } from "@/lib/extract/sandbox/sandbox_program.ts";
import { DocumentParser } from "@/lib/extract/document_parser.ts";
import { emlEntries } from "@/lib/extract/container/eml_entries.ts";
import { textEntry } from "@/lib/extract/container/entry.ts";
import { fileNameOf, mailEntries } from "@/lib/extract/container/mail.ts";
import { decompressedRtf } from "@/lib/extract/container/mapi/compressed_rtf.ts";
import { encapsulatedHtml } from "@/lib/extract/container/mapi/encapsulated_html.ts";
import { decodedPage } from "@/lib/extract/container/mapi/page_body.ts";
import { rtfBody } from "@/lib/extract/container/mapi/rtf_body.ts";
import {
  textIn,
  textOf as textOfProperty,
  tnefProperties,
} from "@/lib/extract/container/mapi/tnef_properties.ts";
import { mboxEntries } from "@/lib/extract/container/mbox_entries.ts";
import { msgEntries } from "@/lib/extract/container/msg_entries.ts";
import { tnefEntries } from "@/lib/extract/container/tnef_entries.ts";
import { zipEntries } from "@/lib/extract/container/zip_entries.ts";
import { fileKind, isPlainPdf } from "@/lib/extract/document/file_kind.ts";
import { givenKind } from "@/lib/extract/document/given_kind.ts";
import { msgOf } from "@/lib/extract/testing/mail/mail_fixture.ts";
import {
  compressedRtfOf,
  propertiesOf,
  tnefOf,
} from "@/lib/extract/testing/mail/outlook_fixture.ts";
import { concat, latin1 } from "@/lib/bytes.ts";
import { decodeMessage, encodeMessage } from "@/lib/extract/sandbox/message.ts";
import { decodeAgain, decodeCriteria, decodeReply } from "@/lib/extract/sandbox/reply.ts";
import { LinkAddresses } from "@/lib/extract/document/link_addresses.ts";
import { fieldTarget } from "@/lib/extract/document/field_target.ts";
import { isPictureFont, withoutSymbols } from "@/lib/extract/document/symbol.ts";
import { isBinary, looksUtf16 } from "@/lib/extract/document/text_bytes.ts";
import { docText } from "@/lib/extract/doc/doc_text.ts";
import { PackageParts } from "@/lib/extract/office/package_parts.ts";
import { zipKind } from "@/lib/extract/office/zip_kind.ts";
import { ZipArchive } from "@/lib/extract/office/zip_archive.ts";
import { eachOldProperty } from "@/lib/extract/doc/old_doc.ts";
import { docOf, oldDocOf } from "@/lib/extract/testing/doc_fixture.ts";
import { Headlines } from "@/lib/extract/document/headlines.ts";
import { DocxHeadlines } from "@/lib/extract/office/docx_headlines.ts";
import { HtmlHeadlines } from "@/lib/extract/plain/html_headlines.ts";
import { DocxStyles } from "@/lib/extract/office/docx_styles.ts";
import { linesOf as linesOfTsv } from "@/lib/extract/ocr/page_words.ts";
import { textOf } from "@/lib/extract/ocr/page_text.ts";
import { decodePageReply } from "@/lib/extract/sandbox/ocr/page_reply.ts";
import { DocxHandler } from "@/lib/extract/office/docx_handler.ts";
import { docxText, wordXmlText } from "@/lib/extract/office/docx_text.ts";
import { OdtHandler } from "@/lib/extract/office/odt_handler.ts";
import { odtText } from "@/lib/extract/office/odt_text.ts";
import { TextBuilder } from "@/lib/extract/document/text_builder.ts";
import { XmlReader } from "@/lib/extract/office/xml_reader.ts";
import type { Glyph } from "@/lib/extract/pdf/layout/glyph.ts";
import { linePlaces } from "@/lib/extract/view/line_places.ts";
import { pageText } from "@/lib/extract/pdf/layout/page_text.ts";
import { isGarbled, lettersIn } from "@/lib/extract/document/readability.ts";
import { hiddenQuote } from "@/lib/extract/document/hidden_quote.ts";
import { coverReason } from "@/lib/extract/pdf/cover.ts";
import { ligatureNames } from "@/lib/extract/pdf/ligature_names.ts";
import { linkedContacts } from "@/lib/extract/pdf/links.ts";
import { joinAccents } from "@/lib/extract/pdf/layout/accents.ts";
import { byDirection } from "@/lib/extract/pdf/layout/by_direction.ts";
import { isRightToLeft, logicalOrder, runsLeft } from "@/lib/extract/pdf/layout/direction.ts";
import { glyphText } from "@/lib/extract/pdf/layout/glyph_text.ts";
import { chainRuns } from "@/lib/extract/pdf/layout/run.ts";
import {
  type DrawnGlyph,
  forgiveSlips,
  hiddenLines,
} from "@/lib/extract/pdf/sight/hidden_lines.ts";
import { hiddenText } from "@/lib/extract/pdf/sight/hidden_text.ts";
import { joinRuns, lines } from "@/lib/extract/pdf/layout/segment.ts";
import { guessEncoding } from "@/lib/extract/plain/encoding_guess.ts";
import { HtmlWalker } from "@/lib/extract/plain/html_walker.ts";
import { mhtPage } from "@/lib/extract/plain/mht_page.ts";
import { RtfStory } from "@/lib/extract/plain/rtf_story.ts";
import { RtfTables } from "@/lib/extract/document/rtf/rtf_tables.ts";
import { RtfWriter } from "@/lib/extract/plain/rtf_writer.ts";
import { hides, lookOf, StyleSheet } from "@/lib/extract/plain/style_sheet.ts";
import { htmlText } from "@/lib/extract/plain/html_text.ts";
import { decodeText, plainText } from "@/lib/extract/plain/plain_text.ts";
import { fallbackOf, RtfLetters } from "@/lib/extract/document/rtf/rtf_letters.ts";
import { RtfSource } from "@/lib/extract/document/rtf/rtf_source.ts";
import { rtfText } from "@/lib/extract/plain/rtf_text.ts";
import { canonical, longestAlias } from "@/lib/resume/text/aliases.ts";
import { adLines } from "@/lib/resume/job/ad_lines.ts";
import { choicesIn } from "@/lib/resume/job/alternatives.ts";
import * as asking from "@/lib/resume/job/asking.ts";
import * as names from "@/lib/resume/job/choice_names.ts";
import * as clauses from "@/lib/resume/job/clauses.ts";
import { completed, jobOfCriteria, requirementsRead } from "@/lib/resume/job/criteria.ts";
import { DEFAULT_WEIGHTS } from "@/lib/wire/review/criteria.ts";
import * as heading from "@/lib/resume/job/heading_words.ts";
import { keywordPieces } from "@/lib/resume/job/keywords.ts";
import { piecesOf } from "@/lib/resume/job/pieces.ts";
import { keptOf } from "@/lib/resume/job/telling.ts";
import { isAboutCompany, yearsAsked } from "@/lib/resume/job/years_asked.ts";
import { assess, assessAgain, screen } from "@/lib/resume/assess.ts";
import { clip, jsonBytes } from "@/lib/resume/text/clip.ts";
import { emailIn } from "@/lib/resume/reading/contact/email.ts";
import { locationIn } from "@/lib/resume/reading/contact/location.ts";
import { phoneIn } from "@/lib/resume/reading/contact/phone.ts";
import { piecesOf as contactPiecesOf } from "@/lib/resume/reading/contact/pieces.ts";
import * as givenNames from "@/lib/resume/reading/names/given_names.ts";
import * as jobTitles from "@/lib/resume/reading/names/job_titles.ts";
import { labelledName } from "@/lib/resume/reading/names/name_labels.ts";
import { bareName } from "@/lib/resume/reading/names/name_parts.ts";
import { nameShapeOf } from "@/lib/resume/reading/names/name_shape.ts";
import * as noNames from "@/lib/resume/reading/names/no_name_words.ts";
import { sectionNamed } from "@/lib/resume/reading/section_names.ts";
import { loneDateIn, rangesIn } from "@/lib/resume/reading/dates.ts";
import { highestDegree, lowestDegree } from "@/lib/resume/text/degrees.ts";
import { demandOf } from "@/lib/resume/job/demand.ts";
import { withoutEdges, withoutEnd } from "@/lib/resume/text/edges.ts";
import { claimedYears } from "@/lib/resume/reading/claimed_years.ts";
import { entriesOf } from "@/lib/resume/reading/entries.ts";
import { positionsOf } from "@/lib/resume/reading/history.ts";
import { lengthsIn } from "@/lib/resume/reading/lengths.ts";
import { allYears, find, findKnown } from "@/lib/resume/match/finding.ts";
import { gatesOf, knockoutGate } from "@/lib/resume/match/gates.ts";
import { idf, isFiller, isGeneric } from "@/lib/resume/text/idf.ts";

import { jobOf, parseJob } from "@/lib/resume/job/job.ts";
import { inlinePart, jobPartOf } from "@/lib/resume/job/job_headings.ts";
import { isFunctionWord, languageOf } from "@/lib/resume/text/language.ts";
import { type Line, linesOf, normalize } from "@/lib/resume/text/lines.ts";
import { matchesOf } from "@/lib/resume/match/matches.ts";
import { monthsNamed } from "@/lib/resume/reading/dates/months.ts";
import { datePointsIn } from "@/lib/resume/reading/dates/date_point.ts";
import { nameIn } from "@/lib/resume/reading/name.ts";
import { positionOf } from "@/lib/resume/reading/positions.ts";
import { isTitleLike, Story } from "@/lib/resume/reading/story.ts";
import { durationIn } from "@/lib/resume/reading/dates/durations.ts";
import { withoutWrappedRanges } from "@/lib/resume/reading/dates/wrapped_ranges.ts";
import { otherLanguageOf } from "@/lib/resume/reading/other_language.ts";
import { likenessOf } from "@/lib/resume/likeness/likeness.ts";
import { sketchOf } from "@/lib/resume/likeness/sketch.ts";
import { parseResume, rereadResume } from "@/lib/resume/reading/parse.ts";
import { adOf, copiedIn } from "@/lib/resume/match/copied.ts";
import { passagesIn, seedPlacesOf } from "@/lib/resume/match/copied/passages.ts";
import { jobWords, titleWords } from "@/lib/resume/match/job_words.ts";
import { scorableOf } from "@/lib/resume/match/scorable.ts";
import { similarityOf } from "@/lib/resume/match/similarity.ts";
import { stuffingIn } from "@/lib/resume/match/stuffing.ts";
import { impliedBy } from "@/lib/resume/text/implied.ts";
import { withoutNegated } from "@/lib/resume/text/negation.ts";
import { noProduct, ownStem } from "@/lib/resume/text/separate_words.ts";
import { anonymous, withoutPersonal } from "@/lib/resume/match/personal.ts";
import { postingsOf } from "@/lib/resume/match/postings.ts";
import { withoutRails } from "@/lib/resume/reading/rails.ts";
import * as requirements from "@/lib/resume/job/requirements.ts";
import { BriefCache } from "@/lib/resume/match/brief_cache.ts";
import { briefOf } from "@/lib/resume/match/brief.ts";
import { scoreOf, verdictOf } from "@/lib/resume/match/score.ts";
import {
  headingOf,
  joinSpacedLetters,
  linesIn,
  sectionsOf,
} from "@/lib/resume/reading/sections.ts";
import { skillsIn } from "@/lib/resume/reading/skills.ts";
import { stem } from "@/lib/resume/text/stems.ts";
import { summaryOf } from "@/lib/resume/match/summary.ts";
import { termsIn, termsOf } from "@/lib/resume/text/terms.ts";
import { tokenize } from "@/lib/resume/text/tokens.ts";
import { warningsAgain, warningsOf } from "@/lib/resume/match/warnings.ts";
import { familyOf } from "@/lib/resume/text/word_families.ts";
import { mostYearsIn, yearsIn } from "@/lib/resume/text/years.ts";

/** Makes a call ready: what it returns is timed, what it does before is not. */
export type Consumer = (text: string) => Run | Promise<Run>;
type Run = () => unknown;

const NOW = new Date("2026-11-01T00:00:00Z");
const SHORT_BRIEF = briefOf("Must have: Go, SQL.");
const utf8 = (text: string) => new TextEncoder().encode(text);
const escaped = (text: string) => text.replace(/[<&]/g, "x").replace(/[^\P{Cc}\t\n]/gu, " ");

/** Lines as long as the text has them: no function may count on `linesOf` having cut them. */
function rawLines(text: string): Line[] {
  return text.split("\n").map((line, index) => ({
    text: line,
    bullet: false,
    afterGap: false,
    number: index + 1,
  }));
}

const itemOf = (text: string): names.Item => ({ text, from: 0, to: text.length, joint: "" });
const readOf = (text: string): requirements.ReadRequirement => ({
  text,
  kind: "must",
  years: null,
  anyOf: [],
  weight: 1,
  knockout: false,
  listed: false,
});

const ofText = (read: (text: string) => unknown): Consumer => (text) => () => read(text);
const ofLines = (read: (lines: Line[]) => unknown): Consumer => (text) => {
  const lines = rawLines(text);
  return () => read(lines);
};
const ofBytes = (read: (bytes: Uint8Array) => unknown): Consumer => (text) => {
  const bytes = utf8(text);
  return () => read(bytes);
};

/** One text as a job and as the resume for it. */
function ofBoth(
  read: (job: ReturnType<typeof briefOf>, postings: ReturnType<typeof postingsOf>) => unknown,
): Consumer {
  return (text) => {
    const brief = briefOf(text);
    const postings = postingsOf(parseResume(text, NOW), briefOf("Java"));
    return () => read(brief, postings);
  };
}

const findingsOf = (brief: ReturnType<typeof briefOf>, postings: ReturnType<typeof postingsOf>) =>
  brief.demands.map((demand) => find(demand, postings));

/** The letters of a text as a page has them, eighty to a line. */
function glyphsOf(text: string): Glyph[] {
  return Array.from(text, (letter, at) => {
    const left = 50 + (at % 80) * 6;
    const y = 700 - Math.floor(at / 80) * 12;
    const right = left + 5;
    const box = { left, right, bottom: y, top: y + 10 };
    return { text: letter, left, right, y, size: 10, blanks: letter === " " ? 1 : 0, box };
  });
}

/** Those letters, each second word of which can't be seen. */
function drawnOf(text: string): DrawnGlyph[] {
  return glyphsOf(text).map((glyph, at) => {
    const box = { left: glyph.left, right: glyph.right, bottom: glyph.y, top: glyph.y + 10 };
    const word = Math.floor(at / 5);
    return { glyph, angle: 0, x: glyph.left, y: glyph.y, box, word, hidden: word % 2 === 0 };
  });
}

function ofDocument(
  make: (text: string) => Promise<Uint8Array>,
  read: (bytes: Uint8Array) => unknown,
): Consumer {
  return async (text) => {
    const bytes = await make(text);
    return () => read(bytes);
  };
}

const quiet = { open() {}, close() {}, text() {} };

function readXml(text: string): void {
  const reader = new XmlReader(quiet);
  reader.write(utf8(`<a b="${text.replaceAll('"', "x")}">${text}</a>`));
  reader.close();
}

let parser: Promise<DocumentParser> | undefined;

async function parse(text: string) {
  parser ??= readWasm(PARSER).then((wasm) => WebAssembly.compile(wasm)).then((pdfium) =>
    DocumentParser.load(pdfium)
  );
  return await (await parser).parse("txt", utf8(text));
}

/** Every exported function and class of lib/resume and lib/extract that takes text, by its module. */
export const CONSUMERS: Record<string, Consumer> = {
  "resume/text/aliases longestAlias": ofText(longestAlias),
  "resume/text/aliases canonical": ofText(canonical),
  "resume/likeness/likeness likenessOf": ofText((text) => {
    const resume = parseResume("", new Date(0));
    return likenessOf({ ...resume, name: text, email: text, phone: text }, text);
  }),
  "resume/likeness/sketch sketchOf": ofText(sketchOf),
  "resume/job/ad_lines adLines": ofText(adLines),
  "resume/job/alternatives choicesIn": ofText((text) => choicesIn(text, "es")),
  "resume/job/asking asks": ofText(asking.asks),
  "resume/job/asking asksNothing": ofText(asking.asksNothing),
  "resume/job/asking isNice": ofText(asking.isNice),
  "resume/job/asking isNotAsked": ofText(asking.isNotAsked),
  "resume/job/asking kindByWords": ofText(asking.kindByWords),
  "resume/job/asking namesSomething": ofText(asking.namesSomething),
  "resume/job/choice_names firstName": ofText((text) => names.firstName(itemOf(text), "en")),
  "resume/job/choice_names isCapital": ofText(names.isCapital),
  "resume/job/choice_names lastName": ofText((text) => names.lastName(itemOf(text), "en")),
  "resume/job/choice_names namesNothing": ofText(names.namesNothing),
  "resume/job/clauses sentencesIn": ofText(clauses.sentencesIn),
  "resume/job/clauses splitDemands": ofText((text) => clauses.splitDemands(text, "en")),
  "resume/job/clauses splitList": ofText((text) => clauses.splitList(text, "en")),
  "resume/job/clauses splitTurns": ofText(clauses.splitTurns),
  "resume/job/criteria completed": ofText((text) =>
    completed({ requirements: [{ text, kind: "must" }], weights: DEFAULT_WEIGHTS }, [])
  ),
  "resume/job/criteria jobOfCriteria": ofText((text) => jobOfCriteria({ requirements: [] }, text)),
  "resume/job/criteria requirementsRead": ofText(requirementsRead),
  "resume/job/heading_words folded": ofText(heading.folded),
  "resume/job/heading_words isOnlyHeading": ofText(heading.isOnlyHeading),
  "resume/job/heading_words isUnspaced": ofText(heading.isUnspaced),
  "resume/job/heading_words toldPart": ofText(heading.toldPart),
  "resume/job/heading_words unknownWords": ofText(heading.unknownWords),
  "resume/job/job jobOf": ofText((text) => jobOf([readOf(text)], parseJob(""))),
  "resume/job/keywords keywordPieces": ofText((text) =>
    keywordPieces([{ text, part: null, bullet: false }], "en")
  ),
  "resume/job/pieces piecesOf": ofLines((lines) =>
    piecesOf(lines.map((line) => ({ ...line, signed: false, ahead: "block" })))
  ),
  "resume/job/telling keptOf": ofText((text) => keptOf(text.split("\n").map(readOf), "en")),
  "resume/job/years_asked isAboutCompany": ofText(isAboutCompany),
  "resume/job/years_asked yearsAsked": ofText(yearsAsked),
  "resume/assess assess": ofText((text) => assess({ text, brief: SHORT_BRIEF, now: NOW })),
  "resume/assess assessAgain": ofText((text) => {
    const known = { name: null, location: null, copied: false, met: [] };
    return assessAgain({ text, brief: SHORT_BRIEF, now: NOW }, known);
  }),
  "resume/assess screen": ofText((text) => screen({ text, brief: SHORT_BRIEF, now: NOW })),
  "resume/text/clip clip": ofText((text) => clip(text, text.length)),
  "resume/text/clip jsonBytes": ofText(jsonBytes),
  "resume/reading/contact/email emailIn": ofLines(emailIn),
  "resume/reading/contact/location locationIn": ofLines(locationIn),
  "resume/reading/contact/phone phoneIn": ofLines((lines) => phoneIn(lines, "en")),
  "resume/reading/contact/pieces piecesOf": ofText(contactPiecesOf),
  "resume/reading/names/given_names isGivenName": ofText(givenNames.isGivenName),
  "resume/reading/names/job_titles isFamilyToo": ofText(jobTitles.isFamilyToo),
  "resume/reading/names/job_titles isTitleWord": ofText(jobTitles.isTitleWord),
  "resume/reading/names/job_titles namesJob": ofText(jobTitles.namesJob),
  "resume/reading/names/name_labels labelledName": ofText((text) => labelledName(text.split("\n"))),
  "resume/reading/names/name_parts bareName": ofText(bareName),
  "resume/reading/names/name_shape nameShapeOf": ofText(nameShapeOf),
  "resume/reading/names/no_name_words hasNoNameWord": ofText(noNames.hasNoNameWord),
  "resume/reading/names/no_name_words isNoNameWord": ofText(noNames.isNoNameWord),
  "resume/reading/names/no_name_words isSkillWord": ofText(noNames.isSkillWord),
  "resume/reading/section_names sectionNamed": ofText(sectionNamed),
  "resume/reading/dates loneDateIn": ofText((text) => loneDateIn(text, NOW)),
  "resume/reading/dates rangesIn": ofText((text) => rangesIn(text, NOW)),
  "resume/text/degrees highestDegree": ofText(highestDegree),
  "resume/text/degrees lowestDegree": ofText(lowestDegree),
  "resume/job/demand demandOf": ofText((text) => demandOf(readOf(text), "en")),
  "resume/text/edges withoutEdges": ofText((text) => withoutEdges(text, /\s/, /\s/)),
  "resume/text/edges withoutEnd": ofText((text) => withoutEnd(text, /\s/)),
  "resume/reading/entries entriesOf": ofLines((lines) => entriesOf(lines, NOW)),
  "resume/match/brief briefOf": ofText(briefOf),
  "resume/match/brief_cache BriefCache": ofText((text) => new BriefCache().of(text)),
  "resume/match/finding allYears": ofBoth((_, postings) => allYears(postings)),
  "resume/match/finding find": ofBoth(findingsOf),
  "resume/match/finding findKnown": ofBoth((brief, postings) =>
    brief.demands.map((demand) => findKnown(demand, "partial", postings))
  ),
  "resume/match/gates knockoutGate": ofText((text) =>
    knockoutGate([{ text, knockout: true, met: "no" }])
  ),
  "resume/match/gates gatesOf": ofBoth((brief, postings) =>
    gatesOf(brief.job, postings, findingsOf(brief, postings))
  ),
  "resume/text/idf idf": ofText(idf),
  "resume/text/idf isFiller": ofText(isFiller),
  "resume/job/job parseJob": ofText(parseJob),
  "resume/job/job_headings inlinePart": ofText(inlinePart),
  "resume/job/job_headings jobPartOf": ofText(jobPartOf),
  "resume/text/language isFunctionWord": ofText((text) => isFunctionWord(text, "en")),
  "resume/text/language languageOf": ofText((text) => languageOf(text.split(" "))),
  "resume/text/lines linesOf": ofText(linesOf),
  "resume/text/lines normalize": ofText(normalize),
  "resume/match/matches matchesOf": ofBoth((brief, postings) =>
    matchesOf(findingsOf(brief, postings))
  ),
  "resume/reading/dates/months monthsNamed": ofText(monthsNamed),
  "resume/reading/dates/date_point datePointsIn": ofText(datePointsIn),
  "resume/reading/name nameIn": ofLines((lines) => nameIn(lines, "jane@example.org", ["Jane"])),
  "resume/reading/other_language otherLanguageOf": ofText((text) =>
    otherLanguageOf(text, text.split(" "), "en")
  ),
  "resume/reading/parse parseResume": ofText((text) => parseResume(text, NOW)),
  "resume/reading/parse rereadResume": ofText((text) =>
    rereadResume(text, NOW, { name: null, location: null })
  ),
  "resume/match/personal anonymous": ofText((text) =>
    anonymous(rawLines(text).map((line) => tokenize(line.text)), { name: text, location: null })
  ),
  "resume/match/personal withoutPersonal": ofLines(withoutPersonal),
  "resume/match/copied adOf": ofText((text) => adOf(parseJob(text))),
  "resume/match/copied copiedIn": ofText((text) =>
    copiedIn([text.split(" ")], adOf(parseJob(text)))
  ),
  "resume/match/copied/passages seedPlacesOf": ofText((text) => seedPlacesOf(text.split(" "))),
  "resume/match/copied/passages passagesIn": ofText((text) => {
    const words = text.split(" ");
    return passagesIn([words, words], new Set(words), seedPlacesOf(words));
  }),
  "resume/match/job_words jobWords": ofText((text) => jobWords(parseJob(text))),
  "resume/match/job_words titleWords": ofText((text) => titleWords(parseJob(text))),
  "resume/match/scorable scorableOf": ofBoth((brief, { resume }) => scorableOf(resume, brief.ad)),
  "resume/match/similarity similarityOf": ofBoth(similarityOf),
  "resume/match/stuffing stuffingIn": ofBoth((_, { resume }) => stuffingIn(resume)),
  "resume/match/postings postingsOf": (text) => {
    const resume = parseResume(text, NOW);
    const brief = briefOf(text);
    return () => postingsOf(resume, brief);
  },
  "resume/reading/claimed_years claimedYears": ofLines((lines) => claimedYears(sectionsOf(lines))),
  "resume/reading/dates/durations durationIn": ofText(durationIn),
  "resume/reading/history positionsOf": ofLines((lines) =>
    positionsOf(sectionsOf(lines), lines, NOW)
  ),
  "resume/reading/lengths lengthsIn": ofLines((lines) => lengthsIn(lines, [], NOW)),
  "resume/reading/dates/wrapped_ranges withoutWrappedRanges": ofLines((lines) =>
    withoutWrappedRanges(lines, NOW)
  ),
  "resume/reading/story Story": ofLines((lines) => {
    const story = new Story(lines, NOW);
    for (const at of lines.keys()) story.datesOf(at);
  }),
  "resume/reading/story isTitleLike": ofLines((lines) => lines.map(isTitleLike)),
  "resume/reading/positions positionOf": (text) => {
    const entries = entriesOf(rawLines(text), NOW);
    return () => entries.map(positionOf);
  },
  "resume/reading/rails withoutRails": ofLines((lines) => withoutRails(lines, () => false)),
  "resume/job/requirements distinct": ofText((text) =>
    requirements.distinct(
      text.split("\n").map(readOf),
    )
  ),
  "resume/job/requirements namesIn": ofText((text) => requirements.namesIn(text, "en")),
  "resume/job/requirements requirementsOf": ofText((text) =>
    requirements.requirementsOf({ text, part: "must", bullet: false }, "en")
  ),
  "resume/job/requirements withoutHeadings": ofLines((lines) =>
    requirements.withoutHeadings(lines.map((line) => ({ ...line, part: null })), "en")
  ),
  "resume/match/score scoreOf": ofBoth(scoreOf),
  "resume/match/score verdictOf": ofBoth((brief, postings) =>
    findingsOf(brief, postings).map(verdictOf)
  ),
  "resume/reading/sections headingOf": ofLines((lines) => lines.map(headingOf)),
  "resume/reading/sections joinSpacedLetters": ofText(joinSpacedLetters),
  "resume/reading/sections linesIn": ofLines((lines) =>
    linesIn([{ kind: "skills", lines }], "skills")
  ),
  "resume/reading/sections sectionsOf": ofLines(sectionsOf),
  "resume/reading/skills skillsIn": ofLines(skillsIn),
  "resume/text/stems stem": ofText((text) => stem(text, "en")),
  "resume/match/summary summaryOf": ofBoth((brief, postings) =>
    summaryOf(brief.job, postings, findingsOf(brief, postings), [])
  ),
  "resume/text/terms termsIn": ofText((text) => termsIn(text, "en")),
  "resume/text/terms termsOf": ofText((text) => termsOf(text.split(" "), "en")),
  "resume/text/tokens tokenize": ofText(tokenize),
  "resume/match/warnings warningsAgain": ofText((message) =>
    warningsAgain([{ code: "hidden_text", message }], [{ code: "copied_job", message }])
  ),
  "resume/match/warnings warningsOf": ofBoth((brief, postings) =>
    warningsOf(brief.job, postings, { hidden: null, cut: false, byOcr: null, mayBeScan: false })
  ),
  "resume/text/idf isGeneric": ofText(isGeneric),
  "resume/text/implied impliedBy": ofText(impliedBy),
  "resume/text/negation withoutNegated": ofLines(withoutNegated),
  "resume/text/separate_words noProduct": ofText(noProduct),
  "resume/text/separate_words ownStem": ofText(ownStem),
  "resume/text/word_families familyOf": ofText(familyOf),
  "resume/text/years mostYearsIn": ofLines(mostYearsIn),
  "resume/text/years yearsIn": ofText(yearsIn),
  "extract/container/eml_entries emlEntries": ofText((text) => emlEntries(utf8(`a: b\n${text}`))),
  "extract/container/mail mailEntries": ofText((text) =>
    mailEntries({ subject: text, html: text, text, rtf: null, attachments: [] })
  ),
  "extract/container/mail fileNameOf": ofText(fileNameOf),
  "extract/container/entry textEntry": ofText((text) => textEntry("a", text)),
  "extract/container/mbox_entries mboxEntries": ofText((text) =>
    mboxEntries(utf8(`From a 9:00\nSubject: ${text}\n\n${text}\n\nFrom ${text}`))
  ),
  "extract/container/tnef_entries tnefEntries": ofDocument(
    (text) => Promise.resolve(tnefOf({ subject: text, html: text })),
    tnefEntries,
  ),
  "extract/container/mapi/compressed_rtf decompressedRtf": ofDocument(
    (text) => Promise.resolve(compressedRtfOf(text)),
    decompressedRtf,
  ),
  "extract/container/mapi/encapsulated_html encapsulatedHtml": ofText((text) =>
    encapsulatedHtml(utf8(`{\\rtf1\\fromhtml1 ${text}`))
  ),
  "extract/container/mapi/page_body decodedPage": ofBytes(decodedPage),
  "extract/container/mapi/rtf_body rtfBody": ofDocument(
    (text) => Promise.resolve(compressedRtfOf(`{\\rtf1\\fromhtml1 ${text}`)),
    (bytes) => rtfBody("a", bytes),
  ),
  "extract/container/mapi/tnef_properties textIn": ofBytes((bytes) => textIn(bytes, "utf-8")),
  "extract/container/mapi/tnef_properties textOf": ofBytes((bytes) =>
    textOfProperty({ type: 0x1e, bytes }, "utf-8")
  ),
  "extract/container/mapi/tnef_properties tnefProperties": ofDocument(
    (text) => Promise.resolve(propertiesOf([[0x0037001e, utf8(text)]])),
    tnefProperties,
  ),
  "extract/container/msg_entries msgEntries": ofDocument(
    (text) => Promise.resolve(msgOf({ subject: text, body: text, attachments: [] })),
    msgEntries,
  ),
  "extract/container/zip_entries zipEntries": ofDocument(
    (text) => officeFixture.zipOf({ [text.slice(0, 9_000)]: text }),
    zipEntries,
  ),
  "extract/document_parser DocumentParser": ofText(parse),
  "extract/document/file_kind fileKind": ofText((text) => fileKind(text, utf8(text))),
  "extract/document/file_kind isPlainPdf": ofBytes(isPlainPdf),
  "extract/document/field_target fieldTarget": ofText((text) => fieldTarget(`HYPERLINK ${text}`)),
  "extract/document/link_addresses LinkAddresses": ofText((text) => {
    const links = new LinkAddresses();
    links.add(`mailto:${text}`);
    links.add("mailto:jane@example.org");
    links.appendTo(text);
  }),
  "extract/document/symbol isPictureFont": ofText(isPictureFont),
  "extract/document/symbol withoutSymbols": ofText(withoutSymbols),
  "extract/document/text_bytes isBinary": ofBytes(isBinary),
  "extract/document/text_bytes looksUtf16": ofBytes(looksUtf16),
  "extract/doc/doc_text docText": ofDocument((text) => Promise.resolve(docOf(text)), docText),
  "extract/doc/old_doc eachOldProperty": ofBytes((bytes) =>
    eachOldProperty(new DataView(bytes.buffer), () => {})
  ),
  "extract/doc/old_doc oldTextOf": ofDocument(
    (text) => Promise.resolve(oldDocOf(utf8(text), { fonts: Array(text.length).fill(0) })),
    docText,
  ),
  "extract/doc/doc_writer DocWriter": ofDocument(
    (text) => Promise.resolve(docOf(`\x13${text}\x14${text}\x15`)),
    docText,
  ),
  "extract/office/package_parts PackageParts": ofDocument(
    (text) =>
      officeFixture.docxOf("", {
        "word/_rels/document.xml.rels": `<r><Relationship Id="a" Type="header" Target="${
          escaped(text).replaceAll('"', "x")
        }"/></r>`,
      }),
    async (bytes) => {
      const parts = await PackageParts.open(await ZipArchive.open(bytes));
      await parts.relationshipsOf("word/document.xml");
    },
  ),
  "extract/office/zip_kind zipKind": ofText((text) => zipKind([text])),
  "extract/document/given_kind givenKind": ofText((text) => givenKind(text, utf8(text))),
  "extract/office/docx_handler DocxHandler": ofText((text) => {
    const handler = new DocxHandler(new TextBuilder());
    handler.open("t", () => text);
    handler.text(text);
  }),
  "extract/document/headlines Headlines": ofText((text) => {
    const headlines = new Headlines();
    for (const line of text.split("\n")) headlines.add(line, line.length);
    headlines.largest();
  }),
  "extract/plain/html_headlines HtmlHeadlines": ofText((text) => {
    const headlines = new HtmlHeadlines();
    headlines.open("h1");
    for (const piece of text.split(" ")) headlines.text(piece);
    headlines.close("h1");
  }),
  "extract/office/docx_headlines DocxHeadlines": ofText((text) => {
    const handler = new DocxHeadlines(new Headlines(), new DocxStyles());
    for (const name of ["p", "r", "t"]) handler.open(name, () => text);
    for (const piece of text.split(" ")) handler.text(piece);
    handler.close("p");
  }),
  "extract/office/docx_styles DocxStyles": ofText((text) => {
    const styles = new DocxStyles();
    for (const name of text.split(" ")) styles.open("style", () => name);
    styles.sizeOf(text);
  }),
  "extract/office/docx_text docxText": ofDocument(
    (text) => officeFixture.docxOf(officeFixture.paragraph(escaped(text))),
    async (bytes) => docxText(await ZipArchive.open(bytes)),
  ),
  "extract/office/docx_text wordXmlText": ofText((text) =>
    wordXmlText(utf8(`<?xml version="1.0"?>${officeFixture.paragraph(escaped(text))}`))
  ),
  "extract/office/odt_handler OdtHandler": ofText((text) => {
    const handler = new OdtHandler(new TextBuilder());
    handler.open("p", () => text);
    handler.text(text);
  }),
  "extract/office/odt_text odtText": ofDocument(
    (text) => officeFixture.odtOf(`<text:p>${escaped(text)}</text:p>`),
    async (bytes) => odtText(await ZipArchive.open(bytes)),
  ),
  "extract/document/text_builder TextBuilder": ofText((text) => {
    const builder = new TextBuilder();
    for (const line of text.split("\n")) {
      builder.add(line.slice(0, 499_000 / 2));
      builder.endParagraph();
    }
    builder.finish();
  }),
  "extract/office/xml_reader XmlReader": ofText((text) => readXml(escaped(text))),
  "extract/view/line_places linePlaces": (text) => {
    const { segments } = pageText(new Map([[0, glyphsOf(text)]]));
    const pieces = segments.map(({ text, box }) => ({ text, box, page: 0 }));
    return () => linePlaces(text, new Set([1, 9]), pieces);
  },
  "extract/pdf/layout/page_text pageText": (text) => {
    const glyphs = glyphsOf(text);
    return () => pageText(new Map([[0, glyphs]]));
  },
  "extract/pdf/layout/run chainRuns": (text) => {
    const glyphs = glyphsOf(text);
    return () => chainRuns(glyphs);
  },
  "extract/pdf/layout/direction isRightToLeft": ofText(isRightToLeft),
  "extract/pdf/layout/segment joinRuns": (text) => {
    const runs = chainRuns(glyphsOf(text));
    return () => joinRuns(runs);
  },
  "extract/pdf/layout/segment lines": (text) => {
    const glyphs = glyphsOf(text);
    return () => lines(glyphs);
  },
  "extract/document/readability isGarbled": ofText(isGarbled),
  "extract/document/readability lettersIn": ofText(lettersIn),
  "extract/pdf/cover coverReason": ofText((text) =>
    coverReason({ text, pages: 1, attachments: 1, xfaPackets: 1, fields: 5, filled: 0 })
  ),
  "extract/pdf/ligature_names ligatureNames": ofBytes(ligatureNames),
  "extract/pdf/links linkedContacts": ofText((text) =>
    linkedContacts([text, `mailto:${text}`], text)
  ),
  "extract/pdf/layout/accents joinAccents": (text) => {
    const glyphs = glyphsOf(text);
    return () => joinAccents(glyphs);
  },
  "extract/pdf/layout/by_direction byDirection": (text) => {
    const turned = glyphsOf(text).map((glyph, at) => ({
      glyph,
      angle: at % 3,
      x: glyph.left,
      y: glyph.y,
      box: glyph.box,
    }));
    return () => byDirection(turned);
  },
  "extract/pdf/layout/direction logicalOrder": ofText((text) => logicalOrder([...text])),
  "extract/pdf/layout/direction runsLeft": ofText((text) => runsLeft([...text])),
  "extract/pdf/layout/glyph_text glyphText": ofText((text) => {
    for (const letter of text) glyphText(letter.codePointAt(0) ?? 0);
  }),
  "extract/pdf/sight/hidden_lines forgiveSlips": (text) => {
    const drawn = drawnOf(text);
    return () => forgiveSlips(drawn, new Map());
  },
  "extract/pdf/sight/hidden_lines hiddenLines": (text) => {
    const drawn = drawnOf(text);
    return () => hiddenLines(drawn);
  },
  "extract/pdf/sight/hidden_text hiddenText": ofText((text) => hiddenText(text.split("\n"), text)),
  "extract/plain/encoding_guess guessEncoding": ofBytes(guessEncoding),
  "extract/plain/html_text htmlText": ofBytes(htmlText),
  "extract/plain/html_walker HtmlWalker": ofText((text) => {
    const walker = new HtmlWalker();
    walker.open("p", { style: text, class: text, href: text });
    walker.text(text);
    walker.finish();
  }),
  "extract/plain/mht_page mhtPage": ofText((text) => {
    const head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n";
    return mhtPage(utf8(`${head}Content-Type: text/html\n\n${text}\n--b--`));
  }),
  "extract/plain/rtf_story RtfStory": ofText((text) => {
    const story = new RtfStory();
    for (const line of text.split("\n")) {
      story.add(line);
      story.endParagraph();
    }
    story.finish();
  }),
  "extract/document/rtf/rtf_tables RtfTables": ofText((text) => {
    const tables = new RtfTables();
    tables.fontName(text);
    tables.colorText(text);
  }),
  "extract/plain/rtf_writer RtfWriter": ofText((text) => {
    const writer = new RtfWriter("shift_jis", false);
    writer.byte(0x83);
    writer.text(text, true);
    writer.finish();
  }),
  "extract/plain/style_sheet StyleSheet": ofText((text) => new StyleSheet().add(text)),
  "extract/plain/style_sheet hides": ofText((text) => hides(lookOf(text))),
  "extract/plain/style_sheet lookOf": ofText(lookOf),
  "extract/plain/plain_text decodeText": ofBytes(decodeText),
  "extract/plain/plain_text plainText": ofBytes(plainText),
  "extract/plain/rtf_text rtfText": ofBytes(rtfText),
  "extract/document/rtf/rtf_letters RtfLetters": ofText((text) => {
    const letters = new RtfLetters(new RtfTables(), "shift_jis", () => {});
    letters.byte(0x83);
    letters.text(letters.withoutStandIns(text), false, { font: "", fallback: 1 });
  }),
  "extract/document/rtf/rtf_letters fallbackOf": ofText(fallbackOf),
  "extract/document/rtf/rtf_source RtfSource": ofBytes((bytes) => {
    const nothing = () => {};
    const follower = { control: nothing, symbol: nothing, brace: nothing, byte: nothing };
    new RtfSource(bytes).tell({ ...follower, text: nothing });
  }),
  "extract/sandbox/message decodeMessage": (text) => {
    const bytes = concat(encodeMessage({ text }, utf8(text)));
    return () => decodeMessage(bytes);
  },
  "extract/sandbox/message encodeMessage": ofText((text) => encodeMessage({ text }, utf8(text))),
  "bytes concat": ofBytes((bytes) => concat([bytes, bytes])),
  "bytes latin1": ofBytes(latin1),
  "extract/sandbox/reply decodeAgain": (text) => {
    const bytes = concat(encodeMessage({ reason: null, assessments: [] }, utf8(text)));
    return () => decodeAgain(bytes, 0);
  },
  "extract/sandbox/reply decodeCriteria": (text) => {
    const bytes = concat(encodeMessage({ reason: null, requirements: [] }, utf8(text)));
    return () => decodeCriteria(bytes);
  },
  "extract/sandbox/reply decodeReply": (text) => {
    const head = {
      reason: null,
      hidden: null,
      needs_ocr: [],
      ocr_cut: false,
      broken: false,
      memory: 0,
      assessment: null,
    };
    const bytes = concat(encodeMessage(head, utf8(text)));
    return () => decodeReply(bytes);
  },
  "extract/document/hidden_quote hiddenQuote": ofText(hiddenQuote),
  "extract/sandbox/ocr/page_reply decodePageReply": (text) => {
    const bytes = concat(encodeMessage({ words: 1 }, utf8(text)));
    return () => decodePageReply(bytes);
  },
  "extract/ocr/page_words linesOf": (text) => {
    const tsv = `${tsvRow(text, 0)}\n${text}\n${text.split(" ").map(tsvRow).join("\n")}`;
    return () => linesOfTsv(tsv);
  },
  "extract/ocr/page_text textOf": (text) => {
    const read = linesOfTsv(text.split(" ").map(tsvRow).join("\n"));
    return () => textOf(read);
  },
};

/** A word as Tesseract tells of it. */
function tsvRow(text: string, index: number): string {
  const word = text.replace(/[\t\n]/g, "") || "x";
  return `5\t1\t1\t1\t${index >> 3}\t${index & 7}\t${
    (index & 7) * 90
  }\t${index}\t80\t12\t95\t${word}`;
}

/** What else these modules export: it sees numbers, bytes of no text, or texts of our own. */
export const NO_TEXT = [
  "extract/sandbox_exchange SandboxExchange",
  "resume/reading/dates monthOf",
  "resume/reading/dates monthsCovered",
  "resume/match/finding shareOfYears",
  "resume/match/met metOf",
  "resume/likeness/same_person isSamePerson",
  "resume/likeness/sketch likenessOfSketches",
  "extract/container/compound_check checkCompound",
  "extract/container/iconv decode",
  "extract/container/entry fileEntry",
  "extract/container/mapi/tnef_attributes isTnef",
  "extract/container/mapi/tnef_attributes tnefAttributes",
  "extract/container/mapi/tnef_properties bytesOf",
  "extract/container/page_decoder decodePage",
  "extract/container/page_message encodePage",
  "extract/container/unpack unpack",
  "resume/match/job_words coverageOf",
  "extract/sandbox/time_limit TimeLimit",
  "extract/sandbox/child_sandbox ChildSandbox",
  "extract/sandbox/child_sandbox sandboxCommand",
  "extract/document/extraction_error ExtractionError",
  "extract/extractor Extractor",
  "extract/page_viewer NoPagesError",
  "extract/page_viewer PageViewer",
  "extract/page_viewer ViewerBusyError",
  "extract/sandbox/view/viewed_page decodePlaced",
  "extract/sandbox/view/viewed_page decodeViewed",
  "extract/pdf/page_picture colorPicture",
  "extract/pdf/pdf_document PdfDocument",
  "extract/pdf/pdf_text pagesForOcr",
  "extract/pdf/pdf_text readPdf",
  "extract/pdf/matrix around",
  "extract/pdf/replaced_text isOffLine",
  "extract/pdf/replaced_text ligatureBox",
  "extract/view/line_boxes lineBoxes",
  "extract/view/line_boxes pageSizes",
  "extract/view/paged_kind isPaged",
  "extract/view/page_view pagePlaces",
  "extract/view/page_view pageView",
  "extract/view/page_view pdfOf",
  "extract/view/png_file pngFile",
  "extract/sandbox/frames FrameReader",
  "extract/sandbox/frames frame",
  "extract/sandbox/frames readFrame",
  "extract/document/symbol symbolOf",
  "extract/doc/compound_file CompoundFile",
  "extract/doc/doc_file DocFile",
  "extract/doc/doc_file placesOf",
  "extract/doc/doc_looks DocLooks",
  "extract/doc/doc_pieces DocPieces",
  "extract/doc/doc_runs characterRuns",
  "extract/doc/doc_runs eachProperty",
  "extract/doc/doc_runs paragraphRuns",
  "extract/doc/doc_runs runAt",
  "extract/office/pages_preview pagesPreview",
  "extract/office/word_sight WordSight",
  "extract/office/word_styles WordStyles",
  "extract/office/word_styles noteProperty",
  "extract/office/zip_archive ZipArchive",
  "extract/document/encoding/code_page encodingOfCharset",
  "extract/document/encoding/code_page encodingOfCodePage",
  "extract/document/encoding/code_page encodingOfLanguage",
  "extract/document/encoding/code_page isWide",
  "extract/sandbox/parse_loop serveDocuments",
  "extract/sandbox/script/built_script buildScript",
  "extract/sandbox/script/built_script builtScript",
  "extract/sandbox/script/built_script sandboxScript",
  "extract/sandbox/sandbox_program bundleScript",
  "extract/sandbox/sandbox_program readWasm",
  "extract/pdf/annotations readAnnotations",
  "extract/pdf/matrix apply",
  "extract/pdf/matrix isBeside",
  "extract/pdf/matrix mapped",
  "extract/pdf/matrix multiply",
  "extract/pdf/page_reading readPage",
  "extract/pdf/layout/glyph_text isSpace",
  "extract/pdf/layout/writing_angle levelled",
  "extract/pdf/layout/writing_angle writingAngles",
  "extract/pdf/sight/backdrop Backdrop",
  "extract/pdf/sight/camera Camera",
  "extract/pdf/sight/clip mayBeClipped",
  "extract/pdf/sight/eye Eye",
  "extract/pdf/sight/layer LayerMarks",
  "extract/pdf/sight/paint fillOf",
  "extract/pdf/sight/paint isNear",
  "extract/pdf/layout/columns readingOrder",
  "extract/pdf/page_glyphs readPageGlyphs",
  "extract/pdf/pdf_text pdfText",
  "extract/pdf/pdfium loadPdfium",
  "extract/pdf/layout/run Run",
  "extract/pdf/scratch Scratch",
  "extract/sandbox/sandbox SandboxDeath",
  "extract/sandbox/sandbox_pool SandboxPool",
  "extract/sandbox/sandbox_source SandboxSource",
  "extract/sandbox/worker_sandbox WorkerSandbox",
  "extract/pdf/page_picture pagePicture",
  "extract/picture/jpeg jpegDictionary",
  "extract/picture/jpeg jpegHeader",
  "extract/picture/jpeg jpegPage",
  "extract/picture/picture_page checkSize",
  "extract/picture/picture_page greyTile",
  "extract/picture/picture_kind isPicture",
  "extract/picture/picture_pdf picturePdf",
  "extract/picture/png pngHeader",
  "extract/picture/png pngPage",
  "extract/picture/png_rows GreyRows",
  "extract/picture/png_rows luma",
  "extract/picture/tiff tiffPage",
  "extract/picture/tiff tiffPages",
  "extract/picture/tiff_directory TiffBytes",
  "extract/picture/tiff_directory exifOrientation",
  "extract/picture/tiff_directory fieldOf",
  "extract/picture/tiff_encoding tileEncoder",
  "extract/picture/tiff_encoding tintOf",
  "extract/picture/webp webpPage",
  "extract/picture/webp webpSize",
  "extract/document/grey_picture decodePgm",
  "extract/document/grey_picture encodePgm",
  "extract/ocr/page_reader readPage",
  "extract/ocr/skew inkOf",
  "extract/ocr/skew quarterOf",
  "extract/ocr/skew skewOf",
  "extract/ocr/tesseract Tesseract",
  "extract/ocr/turn turnBy",
  "extract/ocr/turn turnHalf",
  "extract/ocr/turn turnQuarter",
  "extract/sandbox/ocr/drawn_page decodeDrawn",
  "extract/sandbox/ocr/languages modelUrl",
  "extract/sandbox/ocr/languages readModels",
  "extract/sandbox/ocr/ocr_lane OcrLane",
  "extract/sandbox/ocr/ocr_queue OcrQueue",
  "extract/sandbox/ocr/page_loop servePages",
];
