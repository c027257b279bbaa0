// Common first names of many countries: one more sign that a line is a name. Most names are not here.
const NAMES =
  "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark " +
  "donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary " +
  "nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick " +
  "raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle ethan walter noah " +
  "jeremy christian keith roger terry sean gerald carl dylan arthur lawrence jordan jesse bryan billy bruce " +
  "gabriel joe logan alan juan albert willie elijah wayne randy vincent liam oliver harry simon martin tom ben sam " +
  "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret " +
  "ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia " +
  "dorothy amy kathleen angela shirley emma brenda pamela nicole anna samantha katherine christine helen debra " +
  "rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly " +
  "christina joan evelyn judith andrea hannah megan cheryl jacqueline martha madison teresa gloria sara janice " +
  "ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly " +
  "charlotte natalie theresa diana brittany doris kayla alexis lori marie jane kate chloe lucy ella mia zoe eva " +
  "hans peter klaus jürgen wolfgang michael stefan andreas markus florian sebastian tobias jan lukas felix max " +
  "jonas leon paul tim sabine petra monika ursula claudia birgit heike anja katrin katharina johanna lena lea " +
  "marlene greta heidi jens uwe dieter günter rainer bernd pierre jean-pierre michel philippe alain nicolas " +
  "julien antoine guillaume françois louis hugo camille léa manon chloé sophie isabelle nathalie céline aurélie " +
  "élodie juan carlos luis miguel javier antonio francisco manuel pedro jorge rafael sergio pablo diego alejandro " +
  "fernando ana carmen isabel lucía sofía elena paula marta cristina beatriz rosa pilar giovanni giuseppe marco " +
  "luca andrea matteo alessandro francesco lorenzo davide giulia chiara francesca valentina martina elisa silvia " +
  "federica joão josé paulo pedro tiago rui bruno mariana inês catarina rita fernanda juliana camila larissa jan " +
  "pieter willem kees joost sander maarten anouk femke sanne erik lars anders johan karl nils björn sven mats " +
  "fredrik magnus gustav oskar axel astrid ingrid karin kristina birgitta maja elsa linnea freja mads søren jens " +
  "niels rasmus mette kirsten hanne ole kari anne solveig hilde mikko juha matti jukka antti timo päivi anneli " +
  "piotr paweł krzysztof andrzej tomasz marcin michał jakub katarzyna agnieszka magdalena małgorzata joanna jiří " +
  "petr pavel tomáš martin jana lucie lenka иван алексей дмитрий сергей андрей александр михаил николай владимир " +
  "анна мария елена ольга наталья екатерина татьяна ирина юлия ivan alexei dmitri sergei andrei aleksandr mikhail " +
  "nikolai vladimir olga natalia ekaterina tatiana irina yulia oleksandr mehmet mustafa ahmet ali hüseyin hasan " +
  "murat emre can burak ayşe fatma emine zeynep elif merve mohammed muhammad mohamed ahmed omar youssef khaled " +
  "hassan ibrahim tariq fatima aisha amina layla nour yasmin sana huda raj rahul amit sanjay vijay arjun rohan " +
  "ravi suresh ramesh anil sunil priya neha pooja anjali kavita sunita deepa lakshmi divya aarav ananya wei ming " +
  "jing li yan hui fang xiaoming hiroshi takashi kenji yuki haruto yuto sakura aiko keiko minjun jiwoo seoyeon " +
  "nguyen thi minh anh linh huong budi siti dewi agus wayan chidi ngozi emeka kwame kofi ama abena thabo lerato " +
  "noa yael david moshe avi tamar nikos giorgos yannis maria eleni ioannis andrei ioana mihai elena cristian";

const GIVEN = new Set(NAMES.split(" "));

/** Chinese, Japanese and Korean family names that begin a name written without blanks. */
export const EASTERN_FAMILY =
  /^(?:欧阳|司马|上官|诸葛|[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文施洪]|佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|清水|山崎|森|池田|橋本|阿部|石川|前田|藤田|小川|岡田|後藤|長谷川|村上|近藤|石井|[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국여진어은편용])/u;

/** Whether a word (lower case) is a common first name. */
export function isGivenName(word: string): boolean {
  return GIVEN.has(word);
}
