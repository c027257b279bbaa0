import { TRADE_NAMES } from "@/lib/resume/text/trade_names.ts";

/** Names of one thing, the canonical one first. Variants of more than one word have spaces. */
const SAME: string[][] = [
  ["javascript", "js", "ecmascript", "java script"],
  ["typescript", "ts"],
  ["nodejs", "node.js", "node js", "node"],
  ["react", "react.js", "reactjs"],
  ["react native", "react-native", "reactnative"],
  ["vue", "vue.js", "vuejs"],
  ["angular", "angular.js", "angularjs"],
  ["nextjs", "next.js"],
  ["express", "express.js", "expressjs"],
  ["d3", "d3.js"],
  [".net", "dotnet", "dot net", "net framework"],
  ["asp.net", "asp net"],
  ["vb.net", "vb net"],
  ["c#", "csharp", "c sharp"],
  ["c++", "cpp"],
  ["golang", "go lang"],
  ["kubernetes", "k8s", "kube"],
  ["postgresql", "postgres", "psql", "postgre sql"],
  ["mongodb", "mongo", "mongo db"],
  ["elasticsearch", "elastic search"],
  ["mysql", "my sql"],
  ["nosql", "no sql"],
  ["mssql", "ms sql", "microsoft sql server", "sql server"],
  ["pl/sql", "pl sql", "plsql"],
  ["aws", "amazon web services", "amazon aws"],
  ["gcp", "google cloud platform", "google cloud"],
  ["azure", "microsoft azure", "ms azure"],
  ["ci/cd", "ci cd", "cicd", "continuous integration", "continuous delivery"],
  ["machine learning", "ml"],
  ["artificial intelligence", "ai"],
  ["natural language processing", "nlp"],
  ["frontend", "front end"],
  ["backend", "back end"],
  ["fullstack", "full stack"],
  ["ecommerce", "e commerce", "e business"],
  ["devops", "dev ops"],
  ["bigdata", "big data"],
  ["database", "data base", "db", "dbs"],
  ["ux", "user experience"],
  ["ui", "user interface"],
  ["qa", "quality assurance"],
  ["api", "apis", "application programming interface"],
  ["rest", "restful", "rest ful"],
  ["html", "html5"],
  ["css", "css3"],
  ["oop", "object oriented", "object oriented programming"],
  ["tcp/ip", "tcp ip", "tcpip"],
  ["active directory", "ad ds"],
  ["microsoft office", "ms office"],
  ["excel", "ms excel", "microsoft excel"],
  ["word processing", "ms word", "microsoft word"],
  ["powerpoint", "ms powerpoint", "power point"],
  ["healthcare", "health care"],
  ["postsecondary", "post secondary"],
  ["multitask", "multi task", "multitasking", "multi tasking"],
  ["troubleshoot", "trouble shoot", "trouble shooting", "troubleshooting"],
  ["cybersecurity", "cyber security", "infosec", "information security"],
  ["human resources", "hr"],
  ["crm", "customer relationship management"],
  ["seo", "search engine optimization", "search engine optimisation"],
  ["cpr", "cardiopulmonary resuscitation"],
  ["ehr", "emr", "electronic health records", "electronic medical records"],
  ["gaap", "generally accepted accounting principles"],
  ["scikit-learn", "scikit learn", "sklearn"],
  ["llm", "llms", "large language model", "large language models"],
  ["infrastructure as code", "iac"],
  ["helpdesk", "help desk", "service desk"],
  ["email", "e mail"],
  ["senior", "sr"],
  ["junior", "jr"],
  ["teamwork", "team work"],
  ["decision making", "decisionmaking"],
  ["problem solving", "problemsolving"],
  ["bachelor", "bachelors", "bsc", "b.sc", "b.s", "b.a", "beng", "b.eng", "btech", "b.tech"],
  ["master", "masters", "msc", "m.sc", "m.s", "m.a", "meng", "m.eng", "mtech", "m.tech"],
  ["phd", "ph.d", "doctorate", "dphil"],
  ["tdd", "test driven development"],
];

function table(): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  for (const [canonical, ...variants] of [...SAME, ...TRADE_NAMES]) {
    const words = canonical.split(" ");
    for (const variant of variants) entries.set(variant, words);
    if (words.length > 1) entries.set(canonical, words);
  }
  return entries;
}

const CANONICAL = table();

const LONGEST = new Map<string, number>();
for (const variant of CANONICAL.keys()) {
  const words = variant.split(" ");
  LONGEST.set(words[0], Math.max(words.length, LONGEST.get(words[0]) ?? 0));
}

/** How many words the longest variant has that begins with a word (lower case); 0 where none does. */
export function longestAlias(word: string): number {
  return LONGEST.get(word) ?? 0;
}

/** The canonical words for a variant (words joined by one space, lower case), or undefined. */
export function canonical(variant: string): string[] | undefined {
  return CANONICAL.get(variant);
}
