"""The words by which an act is told: what we give (grants) and what we do ourselves, Dutch and English."""

GRANTS = ("refund", "forgive", "waive", "replace", "gift", "discount", "pay", "approve")
OWN = ("contact", "send", "act")

_GAP = r"(?:\S+ ){0,8}?"
_PAPER_NL = (
    r"(?:tekst|datum|dag|bezorgdag|tijd|afspraak|link|betaallink|bericht|mail|update|moment|stand|planning|sticker|code|versie"
    r"|brief|uitnodiging|bevestiging|tijdvak|termijn|factuur|nota)"
)
_PAPER_EN = (
    r"(?:text|date|day|time|appointment|link|payment|message|email|update|label|code|version|letter|confirmation|slot|window|bill|invoice)"
)

GRANT_WORDS = {
    "nl": {
        "refund": (
            r"vergoed(?:en|t)?", r"schadevergoeding", r"(?:krijgt?|ontvangt?|een) vergoeding", r"terug ?(?:te )?beta(?:al|len|alt|ald|ling)", r"terug ?(?:te )?(?:stort(?:en)?|gestort)",
            r"(?:ge)?compense(?:er|ren|erd)", r"compensatie", rf"(?:betaal|betalen|stort|storten|maak|maken|boek|boeken) {_GAP}terug",
            rf"(?:geef|geven|krijgt?|ontvangt?) (?!(?:\S+ ){{0,3}}(?:bericht|antwoord|reactie|mail)){_GAP}terug(?! naar| bij)", "geld terug", "bedrag terug",
            "teruggekregen", r"(?:€ ?[\d.,]+|[\d.,]+ euro|euro [\d.,]+) terug", "schade vergoeden", "crediteer", "crediteren", "gecrediteerd",
        ),
        "forgive": (
            r"kwijt ?(?:te )?(?:gescholden|schelden)", r"kwijtschelding", rf"scheld(?:en)? {_GAP}kwijt", r"hoeft? (?:je|u)? ?(?:\S+ ){0,6}?niet(?:s)? (?:meer )?(?:terug )?te betalen",
            r"(?:boete|nota|rekening|schuld|factuur|bedrag) (?:\S+ ){0,3}?(?:vervalt|komt te vervallen)", rf"laten (?:\S+ ){{0,5}}?(?:vervallen|zitten)",
        ),
        "waive": (
            "kosteloos", "gratis", r"kost(?: (?:je|jou|u|het))*(?: ook)? niets",
            r"geen (?:extra |verdere )?kosten", r"zonder (?:extra )?kosten", r"(?:voor|op) (?:onze|mijn) (?:rekening|kosten)", r"kosten (?:\S+ ){0,3}voor ons", r"(?:nemen|neem) (?:\S+ ){0,4}?kosten",
            r"(?:je|u|jij) betaal(?:t)? (?:\S+ ){0,3}?niets",
        ),
        "replace": (
            rf"(?:stu(?:ur|ren)|krijgt?|leve(?:r|ren)|breng(?:en)?|maak|maken|bezorg(?:en)?) (?:\S+ ){{0,6}}?(?:nieuwe?"
                rf"|vervangende?)(?! {_PAPER_NL}\b)",
            r"vervang(?:en|t)?", "omruilen", r"ruil(?:en)? (?:\S+ ){0,6}?om",
        ),
        "gift": (r"cadeau(?:bon|tje)?", "bloemen", "bloemetje", "tegoedbon", "waardebon", "presentje", "attentie", "taart", "goodiebag", "koffiebon", "kaartje in de bus"),
        "discount": (r"\d* ?%? ?korting(?:scode)?", r"maand(?:en)? gratis", "in mindering", r"gratis (?:maand|maanden|abonnement)"),
        "approve": (r"goedgekeurd", r"toegekend", r"ken(?:nen)? (?:\S+ ){0,6}?toe", r"keur(?:en)? (?:\S+ ){0,6}?goed", r"recht op", r"akkoord met (?:je|uw|het) (?:voorstel|eis|claim)", r"keer(?:t|en)? (?:\S+ ){0,6}?uit"),
        "pay": (rf"(?:krijgt?|ontvangt?) {_GAP}(?:€|euro|\d+,-|\d+,\d\d)", (
            rf"(?:wij|we|ik) (?:betaal|betalen|geef|geven|stort|storten|maak|maken|boek|boeken|bied|bieden) {_GAP}(?:€|euro|\d+,-"
            rf"|\d+,\d\d)"),
                rf"(?:betaal|betalen|geef|geven|stort|storten|maak|maken|boek|boeken|bied|bieden) (?:wij|we|ik) {_GAP}(?:€|euro"
                    rf"|\d+,-|\d+,\d\d)", rf"(?:€|euro) ?\S* {_GAP}(?:op (?:je|uw) rekening|naar (?:je|u) over)"),
    },
    "en": {
        "refund": (r"pay for (?:the|your|this|all)", r"refund(?:ed|s|ing)?", r"reimburse(?:d|ment)?", r"compensat(?:e|ed|ion)", rf"(?:pay|give|get|transfer) {_GAP}back(?! to)", "money back", r"credit (?:your|the) account"),
        "waive": (
            "free of charge", r"at no (?:extra )?cost", "for free", r"(?:is|are|a) free", r"no (?:extra )?c(?:ost|harge)s?", r"(?:costs|charge) you nothing", r"on us",
            r"(?:cover|bear) (?:\S+ ){0,4}?costs?", r"(?:don['’]t|do not|won['’]t|never) (?:need to |have to )?pay (?:anything|for)",
        ),
        "forgive": (r"waive(?:d)?", r"write (?:it |that |this )?off", r"(?:don['’]t|do not|won['’]t) (?:need to |have to )pay(?! (?:anything|for))", "cancel (?:the|your) (?:debt|bill|fine|invoice)"),
        "replace": (rf"(?:send|get|receive|deliver) (?:\S+ ){{0,5}}?(?:new|another|replacement)(?! {_PAPER_EN}\b)", r"replace(?:d|ment)?", "exchange"),
        "gift": (r"gift(?: card)?", "voucher", "flowers", "bouquet", "goodie bag", "hamper"),
        "discount": ("discount", r"\d+ ?% off", r"free months?", r"months? free"),
        "approve": ("approved", "granted", r"entitled to", r"accept your (?:claim|offer)"),
        "pay": (rf"(?:get|receive|have) {_GAP}(?:€|£|\$|euros?|pounds?)", rf"(?:we|I|['’]ll) (?:will )?(?:pay|give|send|transfer|offer) {_GAP}(?:€|£|\$|euros?|pounds?)"),
    },
}  # fmt: skip
ACT_WORDS = {
    "nl": {
        "contact": (
            r"bel(?:len)?", "sms(?:en)?", r"app(?:en)?", r"mail(?:en)?", r"meld(?:en)?", rf"(?:laat|laten) {_GAP}(?:weten|horen)", r"schrijf|schrijven", r"informe(?:er|ren)",
            r"antwoord(?:en)?", rf"kom(?:en)? {_GAP}terug", "vertel|vertellen", "bevestig(?:en)?", "hoor|horen", (
                r"stu(?:ur|ren) (?:\S+ ){0,5}?(?:bericht(?:je)?|mail(?:tje)?|sms|appje|link|betaallink|bevestiging|update|antwoord"
                r"|tekst|brief|code)"),
            r"zet (?:\S+ ){0,5}?(?:hier|neer)", "plaats(?:en)?", "reageer|reageren",
        ),
        "send": (r"stu(?:ur|ren)", r"breng(?:en)?", r"leve(?:r|ren)", r"bezorg(?:en)?", r"doe (?:\S+ ){0,5}?op de post"),
        "act": (
            r"regel(?:en)?", r"zorg(?:en)?", r"zoek(?:en)?", r"vra(?:ag|gen)", r"geef|geven", r"nemen|neem", r"zet(?:ten)?", r"maak|maken", "check", r"controle(?:er|ren)",
            r"kijk(?:en)?|bekijk(?:en)?", r"plan(?:nen)?", r"bespreek|bespreken", r"overleg(?:gen)?", r"pak(?:ken)?", r"houd(?:en)?|hou", r"blijf|blijven", r"haal|halen", r"boek(?:en)?",
            r"los|lossen", r"herstel(?:len)?", r"ga|gaan", "stop", "start", r"leg(?:gen)?", "noteer", "verwerk", "verwijder", "corrigeer", "annuleer", r"kom|komen", r"loop", r"sta", "spreek",
            "lees", "luister", "doe", "wil", "volg", "help", "onderzoek", "praat", "hang", "dien", "vul", "open", "verplaats",
        ),
    },
    "en": {
        "contact": (
            r"call(?:ing)?", "ring", r"text(?:ing)?", r"messag(?:e|ing)", r"e?mail(?:ing)?", "let you know", "update", "get back", "come back to", r"writ(?:e|ing)", "report", "reply", "tell you",
            r"phon(?:e|ing)", r"send(?:ing)? (?:\S+ ){0,5}?(?:message|email|text|link|confirmation|update|letter|code|date)", "answer", "post here", "confirm",
        ),
        "send": (r"send(?:ing)?", r"bring(?:ing)?", r"deliver(?:ing)?", r"put(?:ting)? (?:\S+ ){0,5}?in the post"),
        "act": (
            r"arrang(?:e|ing)", r"check(?:ing)?", r"look(?:ing)?", r"ask(?:ing)?", r"mak(?:e|ing)", r"book(?:ing)?", r"find(?:ing)?", r"tak(?:e|ing)", r"giv(?:e|ing)", r"pass(?:ing)?", "plan",
            "fix", r"stay(?:ing)?", r"keep(?:ing)?", "stop", "start", r"put(?:ting)?", "order", r"speak(?:ing)?", r"talk(?:ing)?", "raise", "note", "remove", "correct", "cancel", "sort",
            r"get(?:ting)?", "handle", r"chas(?:e|ing)", "follow", "file", "set", "move", "run", "do", "show", "help", "see", "read", "have passed", "have asked",
        ),
    },
}  # fmt: skip
