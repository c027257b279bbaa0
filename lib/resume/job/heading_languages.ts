/** Parts that words tell, the one that wins first: "preferred qualifications" are nice to have. */
export const TOLD_PARTS = ["nice", "other", "responsibility", "must"] as const;
export type ToldPart = typeof TOLD_PARTS[number];

/**
 * Beginnings of words that tell what a heading opens, by language: "Erwünschte Qualifikationen" is
 * told by "erwunsch". Where only the whole word tells, it ends with "!".
 */
export const TELLING: Record<string, Record<ToldPart, string>> = {
  en: {
    nice:
      "nice|prefer|bonus|desir|plus!|pluses!|advantag|optional|would be great|would be nice|great if|" +
      "even better|good to have|extra points|extra credit|brownie|ideally|asset|not required|helpful|" +
      "may also|might also|icing|stand out|sets you apart|we'd love if|would love it if",
    other:
      "about us|about the company|about our|who we are|our company|our story|our values|our culture|" +
      "our offer|our mission|our benefits|our perks|our promise|our hiring|our process|benefit|perk|" +
      "we offer|we can offer|you'll get|you will get|you get!|you'll receive|in return|in it for you|" +
      "compensation|salary|pay!|remuneration|location|how to apply|to apply|equal opportunit|" +
      "diversity|why join|why work|why us|why you'll love|working hours|hours|working conditions|" +
      "contact|next steps|interview|process|schedule|job type|employment type|disclaimer|privacy|" +
      "the company|what we do|start date|deadline",
    responsibility:
      "responsib|dut|tasks|task!|will do|you'll do|will be doing|you'll be doing|you do!|will be responsible|" +
      "your role|the role|your mission|your day|day to day|typical day|a day in|your impact|impact|" +
      "you will!|you'll!|accountab|deliverabl|job function|what you will work|what you'll work|" +
      "main activit|the work|your job|essential function|expect to do|the job|what the job",
    must:
      "requir|qualif|must|skill|experience|looking for|look for|need|bring|you are!|you're!|about you|" +
      "background|profile|essential|competenc|knowledge|ideal candidate|right candidate|" +
      "who you are|you have!|you've!|you should|fit if|good fit|great fit|right fit|the one if|" +
      "right for you|apply if|hear from you|expertise|education|credential|certificat|licens|licenc|" +
      "technolog|tech stack|prerequisit|criteria|proficien|abilit|attribut|candidate|minimum|expect|" +
      "person specification|to succeed|succeed|successful|it takes|we want|we'd like|in you!|" +
      "you possess|you know|tools|languages|frameworks",
  },
  de: {
    nice: "von vorteil|wunsch|erwunscht|idealerweise|pluspunkt|gern geseh|optional|kur!|zusatz",
    other: "bieten|angebot|vorteile|uber uns|wer wir sind|das sind wir|kontakt|" +
      "bewerb|gehalt|freuen|unser|benefits|konditionen|rahmenbeding|warum|leistungen|verdienst",
    responsibility:
      "aufgabe|erwartet dich|erwartet sie|tatigkeit|verantwort|deine rolle|ihre rolle|" +
      "deine mission|machst du|wirst du|stellenbeschreib|arbeitsalltag|einsatz",
    must:
      "anforderung|profil|qualifikation|voraussetzung|mitbring|bringst|bringen|bist du|suchen|" +
      "kenntnis|erwarten wir|fahigkeit|ausbildung|zeichnet|hast du|punkten|kompetenz|erfahrung|uberzeug",
  },
  fr: {
    nice: "atout|les plus|un plus|souhait|appreci|bonus|facultat",
    other: "offrons|avantage|a propos|qui sommes|entreprise|remuner|salaire|processus|postuler|" +
      "candidater|candidature|pourquoi|conditions|nous rejoindre|on vous offre|proposons|societe",
    responsibility:
      "mission|responsab|tache|activite|role|quotidien|le poste|vous ferez|fonction|descripti",
    must:
      "profil|competence|exigence|qualification|prerequis|pre requis|recherch|requis|formation|" +
      "savoir|qui etes|attend|vous avez|vous etes|connaissance|experience|diplome|obligatoire",
  },
  es: {
    nice: "deseable|valora|plus!|opcional|suma puntos|puntos extra|apreciad|preferib",
    other:
      "ofrec|beneficio|sobre nosotros|sobre la empresa|quienes somos|salario|condicion|por que|" +
      "ventajas|como aplicar|postul|la empresa|contacto",
    responsibility: "funcion|responsabilidad|tarea|mision|haras|tu rol|tu dia|actividad|tu puesto",
    must:
      "requisito|perfil|buscamos|requer|requiere|imprescindible|necesit|conocimiento|formacion|" +
      "experiencia|pedimos|competencia|habilidad|indispensable|exig|que buscamos|obligatori",
  },
  it: {
    nice:
      "preferenzial|gradit|costitui|apprezzat|plus!|vantaggio|desiderabil|facoltativ|punti bonus",
    other:
      "offriamo|chi siamo|azienda|contratto|retribu|sede|candidatur|perche|cosa offr|offerta|benefit",
    responsibility: "mansion|responsabil|attivit|compit|farai|ruolo|ti occup",
    must: "requisit|profil|competenz|cerchiamo|richiest|conoscenz|esperienz|formazione|titolo di|" +
      "indispensabil|obbligator|necessari",
  },
  pt: {
    nice: "diferencia|desejave|valoriza|plus!|preferencia|opciona|sera um",
    other:
      "oferec|beneficio|sobre nos|sobre a|quem somos|salario|local de trabalho|remunera|candidate se|candidatura|contacto",
    responsibility:
      "responsabilid|atividad|funcoes|atribuic|tarefa|voce vai|voce ira|desafio|missao|" +
      "dia a dia|seu papel|vais fazer",
    must:
      "requisit|perfil|qualificac|procuramos|buscamos|competenc|conheciment|experienc|formacao|" +
      "habilidad|precisa|obrigator|esperamos|necessari",
  },
  nl: {
    nice: "pluspunt|mooi meegenomen|voorkeur|wens|bonus|handig",
    other:
      "bieden|aanbod|over ons|wie zijn wij|wie wij zijn|arbeidsvoorwaard|sollicit|salaris|krijg je|" +
      "contact|bieden wij|waarom",
    responsibility: "taken|verantwoordelijk|ga je doen|werkzaamhe|jouw rol|functieomschr|wat doe|" +
      "de functie|jouw functie|takenpakket",
    must:
      "eisen|profiel|vragen|zoeken|wie ben|jij bent|breng|kwalificat|vaardighe|ervaring|heb jij|" +
      "jij hebt|over jou|herken|verwachten|competent|opleiding|vereist",
  },
  sv: {
    nice: "meriterande|merit!|onskvar|pluspoang|bra om|fordel|extra plus|garna",
    other:
      "erbjud|om oss|forman|ansok|lon!|ovrigt|om foretaget|anstallningsform|valkommen|kontakt|" +
      "vilka vi ar|vi ar!|villkor|varfor|foretaget",
    responsibility: "arbetsuppgift|uppgift|ansvar|du kommer|rollen|din roll|uppdrag|vad du|gora|" +
      "tjansten|din vardag|huvudsakliga",
    must:
      "kvalifikation|krav|vi soker|du har|du som|profil|om dig|vem ar du|vem du ar|bakgrund|kompetens|" +
      "erfarenhet|kunskap|ar du|du ar|utbildning|forvantar|egenskap|behover|letar",
  },
  da: {
    nice: "fordel!|onskelig|pluspoint|plus!|gerne|bonus|ikke et krav",
    other: "tilbyd|om os|lon!|ansog|fordele|kontakt|vi er!|hvem er vi|hvem vi er|praktisk|hvorfor",
    responsibility:
      "arbejdsopgave|opgave|ansvar|du skal|stilling|rolle|hverdag|du kommer|skal du lave|arbejdsomrad",
    must:
      "kvalifikation|krav|profil|om dig|du har|vi soger|forvent|leder efter|kompetence|erfaring|" +
      "hvem er du|dig!|uddannelse|du er|baggrund|faglig|forudsaetning",
  },
  no: {
    nice: "fordel!|onskelig|onskede|pluss|kjekt|ikke et krav|gjerne|bra om",
    other: "tilbyr|vi kan tilby|om oss|lonn|soknad|hvem er vi|hvem vi er|kontakt|vi er!|fordeler|" +
      "hvorfor|betingelser|vilkar",
    responsibility: "arbeidsoppgave|oppgave|ansvar|du skal|du vil|stilling|rolle|hverdag|gjore",
    must:
      "kvalifikasjon|krav|profil|om deg|du har|ser etter|vi soker|egenskap|kompetanse|utdanning|" +
      "erfaring|hvem er du|deg!|du er|forvent|bakgrunn|trenger",
  },
  fi: {
    nice: "eduks|plussa|toivottav|arvostamme|lisaksi|bonus|hyodyks|toivomme",
    other: "tarjoamme|tarjou|edut!|meista|yritys|palkka|hakemi|hakuohje|haku|ota yhteytta|miksi|" +
      "tyopaik|keita me|tyosuhde|me olemme",
    responsibility:
      "tehtav|tyotehtav|vastuu|tyonkuva|toimenkuva|tulet|paaset|tyosi|teet|rooli|mita tulet",
    must: "vaatimu|edellyt|odotamme|etsimme|osaami|kokemu|sinulla|olet|profiili|sinulta|taust|" +
      "kelpoisuus|patevyy|taido|haemme|odotukset|tarvitset|sinusta|taidot|koulutu",
  },
  pl: {
    nice: "mile widzian|atut|dodatkow|preferow|plusem|nieobowiazk|bedzie plus",
    other: "oferujemy|oferta|oferuj|o nas|o firmie|zapewniamy|wynagrodz|zyskasz|aplik|rekrutac|" +
      "korzysc|kim jestesmy|kontakt|dlaczego|benefit|swiadczen",
    responsibility:
      "obowiazk|zadani|zakres|odpowiedzialn|bedziesz|twoja rola|czym|glowne|praca polega",
    must:
      "wymagan|oczekuj|kwalifikac|szukamy|profil|umiejetn|doswiadcz|posiadasz|niezbedn|kompetenc|" +
      "od ciebie|potrzebuj|wyksztalc|od kandydat|konieczn|poszukujemy|wymagam|kogo",
  },
  cs: {
    nice: "vyhodou|vitan|uvitame|idealn|plusem|nepovinn|pokud navic",
    other: "nabiz|nabidka|o nas|o spolecnosti|mzda|plat!|ziskate|ziskas|kontakt|vyhody|benefit|" +
      "kdo jsme|proc|zamestnanec|odmen",
    responsibility:
      "napln|odpovednost|ukol|cinnost|budete|budes|povinnost|zodpovedn|vas ceka|te ceka",
    must: "pozad|kvalifikac|ocekav|profil|hledame|dovednost|zkusenost|znalost|predpoklad|nutn|" +
      "vzdelan|potrebuj|schopnost|mel by|mela by|podmink|nezbytn|umite|umis",
  },
  ru: {
    nice: "плюс|преимуществ|желательн|приветств|дополнительн|здорово|бонусом|необязательн|пожелани",
    other: "услови|предлага|о компании|о нас|зарплат|почему мы|льгот|контакт|отклик|бонусы|" +
      "наши преимуществ|мы гарантир|кто мы|график|оформлени|что мы",
    responsibility: "обязанност|задач|предстоит|функци|ответственност|роль|нужно делать|" +
      "надо делать|будете|будешь|чем заниматься|делать",
    must: "требован|ожида|ждем|ищем|нужно|необходим|квалификац|навык|опыт|профиль|подходи|важно|" +
      "знани|образован|умени|компетенц|кандидат|пожелания к|хотим|вы!|от вас",
  },
  tr: {
    nice: "tercih|arti!|avantaj|olmasi guzel|bonus|artilar|iyi olur|opsiyonel",
    other: "sunuyor|sundu|sunari|yan hak|hakkimizda|imkan|olanak|biz kimiz|sirket|maas|basvuru|" +
      "teklif|neden biz|calisma kosul|iletisim|biz!|sunulan",
    responsibility: "sorumluluk|gorev|is tanimi|yapaca|neler yap|rol!|rolunuz|is tanim",
    must:
      "aranan|nitelik|gereksinim|gerekli|beklenti|aradig|bekledig|bekliyoruz|yetkinlik|deneyim|" +
      "ozellik|kimi ariyoruz|zorunlu|profil|sart!|sartlar|ariyoruz|beceri|kriter|egitim",
  },
};

/** The same for scripts that are written without blanks: what tells may stand anywhere. */
export const TELLING_UNSPACED: Record<ToldPart, string> = {
  nice: "歓迎|尚可|優遇|望ましい|嬉しい|うれしい|なお良い|あれば|優先|优先|加分|更佳|プラス|任意",
  other:
    "待遇|福利|厚生|給与|会社|概要|企業|勤務地|勤務時間|休日|休暇|選考|私たち|当社|応募方法|年収|雇用|手当|事業|" +
    "薪资|薪酬|公司|关于我们|關於我們|我们提供|我們提供|联系|聯絡|地址|工作地点|投递|薪資|特典|魅力|環境",
  responsibility:
    "仕事内容|業務|職務内容|担当|お任せ|ミッション|役割|主な仕事|具体的な仕事|职责|職責|工作内容|工作內容|" +
    "职位描述|岗位描述|你将|您将|负责|職務說明|主要任务|工作任务",
  must:
    "応募資格|応募条件|応募要件|必須|資格|求める|スキル|要件|経験|対象となる方|こんな方|要求|任职|资格|条件|條件|" +
    "技能|资质|我们希望|我们期待|期待する|必要|人物像|必备|應徵|学历|學歷",
};

/** Words that stand between the telling ones of a heading and tell nothing. */
export const CONNECTING =
  "a an the and or of to in on at by for with from as is are we us our you your i this that these what " +
  "who why how when where it if do does all more some very key main core basic general other also about " +
  "will would should can be have has might may following list job role position work working team " +
  "candidate candidates technical hard soft professional personal primary ideal we're you'll you've it'd " +
  "doing here day great love see someone people person ll re ve s at join looking want if like both must to " +
  "und oder der die das den dem des ein eine von zu zum zur mit fur im in du sie ihr ihre ihren dein deine " +
  "deinen wir dich uns was wie wer wen ist sind bist dafur fachlich fachliche personliche dir ihnen damit " +
  "et ou le la les l d un une des du de vos votre notre nos vous nous tu ton tes que qui ce est sont si " +
  "y o el los las su sus tu tus lo se que nosotros nos en para al " +
  "e il lo gli i della del di che cosa tuo tua nostro ti si " +
  "os as da do dos das em no na voce seu sua nosso nossa " +
  "het een en of van voor op wij je jij jouw wat ons naar " +
  "och eller att vi du din dina ditt det som den detta for till pa av med vad ar dig en ett " +
  "at til og eller det er vi du din dine dit den som de hvad hva av pa med et vart var deres " +
  "ja tai me sina sinun ta on mita mika jos olisi sen " +
  "i oraz lub w z do na od co kto twoj twoje twoja nasz nasze sie to jest dla ciebie " +
  "a nebo v na od co kdo my vas vase tvoje nas se je to pro te ti by mel " +
  "и или в на с к от что кто мы вы ты ваш ваши твои наши наш для это вам тебе вас будет если у нас к " +
  "ve veya bir ne biz siz sen icin ile bu mi olan olarak " +
  "list";
