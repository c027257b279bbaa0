import { datePointsIn } from "@/lib/resume/reading/dates/date_point.ts";
import { rangesIn } from "@/lib/resume/reading/dates.ts";
for (const l of Deno.args) console.log(l, datePointsIn(l).map(p=>[p.year,p.lastYear,p.month,p.months,p.doubtful,l.slice(p.from,p.to)].join()), rangesIn(l,new Date("2026-11-01")).map(r=>[r.text,r.end-r.start].join("=")));
