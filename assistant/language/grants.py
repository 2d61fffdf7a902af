"""The words by which we give something to the customer, or tell what is not ours to tell, by family, Dutch and English."""

GRANTS = (
    "refund",
    "forgive",
    "waive",
    "replace",
    "gift",
    "discount",
    "pay",
    "approve",
    "extend",
    "release",
    "cover",
    "right",
    "assure",
    "guarantee",
    "measure",
)

GAP = r"(?:\S+ ){0,8}?"
_PAPER_NL = (
    r"(?:tekst|datum|dag|bezorgdag|tijd|afspraak|link|betaallink|bericht|mail|update|moment|stand|planning|sticker|code|versie"
    r"|brief|uitnodiging|bevestiging|tijdvak|termijn|factuur|nota)"
)
_PAPER_EN = (
    r"(?:text|date|day|time|appointment|link|payment|message|email|update|label|code|version|letter|confirmation|slot|window|bill|invoice)"
)
_PROOF_NL = r"(?:bon|bonnetje|bewijs\w*|aangifte|kwitantie|legitimatie|opzegging|factuur|aankoopbewijs|briefje|verklaring|formulier|attest)"
_PROOF_EN = r"(?:receipt|proof|police report|invoice|evidence|notice)"
_EASY_NL = r"(?:veilig|gerust|rustig|prima|gewoon|probleemloos|zonder (?:gevaar|risico|problemen|zorgen))"
_TAKE_NL = r"(?:drinken|eten|opeten|opdrinken|innemen|slikken|inademen|geven aan|consumeren)"
_TAKE_EN = r"(?:drink|eat|use|take|give|swallow)"
_ALLERGEN_NL = r"(?:melk|noten|pinda\w*|gluten|soja|lactose|allergen\w*|ei|eieren|sesam|schaaldier\w*)"
_ALLERGEN_EN = r"(?:milk|nuts|peanuts?|gluten|soy|lactose|allergens?|eggs?|sesame)"
_DOCTOR_NL = r"(?:huisarts|dokter|arts|ziekenhuis|huisartsenpost|dierenarts|tandarts|spoedeisende hulp)"

GRANT_WORDS = {
    "nl": {
        "refund": (
            r"vergoed(?:en|t)?",
            r"schadevergoeding",
            r"(?:krijgt?|ontvangt?|een) vergoeding",
            r"terug ?(?:te )?beta(?:al|len|alt|ald|ling)",
            r"terug ?(?:te )?(?:stort(?:en)?|gestort)",
            r"(?:ge)?compense(?:er|ren|erd)",
            r"compensatie",
            rf"(?:betaal|betalen|stort|storten|maak|maken|boek|boeken) {GAP}terug",
            rf"(?:geef|geven|krijgt?|ontvangt?) (?!(?:\S+ ){{0,3}}(?:bericht|antwoord|reactie|mail)){GAP}terug(?! naar| bij)",
            "geld terug",
            "bedrag terug",
            "teruggekregen",
            r"(?:€ ?[\d.,]+|[\d.,]+ euro|euro [\d.,]+) terug",
            "schade vergoeden",
            "crediteer",
            "crediteren",
            "gecrediteerd",
        ),
        "forgive": (
            r"kwijt ?(?:te )?(?:gescholden|schelden)",
            r"kwijtschelding",
            rf"scheld(?:en)? {GAP}kwijt",
            r"hoeft? (?:je|u)? ?(?:\S+ ){0,6}?niet (?:meer )?(?:terug )?te betalen",
            r"(?:boete|nota|rekening|schuld|factuur|bedrag) (?:\S+ ){0,3}?(?:vervalt|komt te vervallen)",
            r"laten (?:\S+ ){0,5}?vervallen",
        ),
        "waive": (
            "kosteloos",
            r"niets (?:te \w+ (?:en|of) (?:niets )?)?(?:meer )?(?:terug )?te betalen",
            "gratis",
            r"kost(?: (?:je|jou|u|het))*(?: ook)? niets",
            r"geen (?:extra |verdere )?kosten",
            r"zonder (?:extra )?kosten",
            r"(?:voor|op) (?:onze|mijn) (?:rekening|kosten)",
            r"kosten (?:\S+ ){0,3}voor ons",
            r"(?:nemen|neem) (?:\S+ ){0,4}?kosten",
            r"(?:je|u|jij) betaal(?:t)? (?:\S+ ){0,3}?niets",
            r"betaal(?:t|en)? (?:je|u|jij|jullie) (?:\S+ ){0,4}?(?:niets|niks|nooit|geen)",
            r"(?:niet|geen|nooit|niets|niks) (?:\S+ ){0,5}?(?:in rekening|door ?bereken\w*|doorberekend|gefactureerd)",
            r"(?:wij|we|ik) zien? (?:\S+ ){0,3}?af van (?:\S+ ){0,4}?(?:\w*kosten|\w*boete|betaling|vordering|rekening|nota)",
        ),
        "replace": (
            rf"(?:stu(?:ur|ren)|krijgt?|leve(?:r|ren)|breng(?:en)?|maak|maken|bezorg(?:en)?) (?:\S+ ){{0,6}}?(?:nieuwe?"
            rf"|vervangende?)(?! {_PAPER_NL}\b)",
            rf"krijgt? (?:\S+ ){{0,9}}?(?:gratis|kosteloos) (?:\S+ ){{0,3}}?nieuwe?(?! {_PAPER_NL}\b)",
            r"vervang(?:en|t)?",
            "omruilen",
            r"ruil(?:en)? (?:\S+ ){0,6}?om",
        ),
        "gift": (
            r"cadeau(?:bon|tje)?",
            "bloemen",
            "bloemetje",
            "tegoedbon",
            "waardebon",
            "presentje",
            r"(?<!ter )attentie",
            "taart",
            "goodiebag",
            "koffiebon",
            "kaartje in de bus",
        ),
        "discount": (r"\d* ?%? ?korting(?:scode)?", r"maand(?:en)? gratis", "in mindering", r"gratis (?:maand|maanden|abonnement)"),
        "approve": (
            r"goedgekeurd",
            r"toegekend",
            r"toegewezen",
            r"gehonoreerd",
            r"ken(?:nen)? (?:\S+ ){0,6}?toe",
            r"keur(?:en)? (?:\S+ ){0,6}?goed",
            r"recht op",
            r"akkoord met (?:je|uw|het) (?:voorstel|eis|claim)",
            r"keer(?:t|en)? (?:\S+ ){0,6}?uit",
        ),
        "pay": (
            rf"(?:€|euro) ?\S* {GAP}(?:onderweg|voor (?:je|u)\b|van ons|overgemaakt|gestort)",
            rf"(?:krijgt?|ontvangt?|volgt) {GAP}(?:\w*betaling|voorschot|uitkering|\w*tegoed)",
            rf"(?:krijgt?|ontvangt?) {GAP}(?:€|euro|\d+,-|\d+,\d\d)",
            (
                rf"(?:wij|we|ik) (?:betaal|betalen|geef|geven|stort|storten|maak|maken|boek|boeken|bied|bieden) {GAP}(?:€|euro|\d+,-"
                rf"|\d+,\d\d)"
            ),
            rf"(?:betaal|betalen|geef|geven|stort|storten|maak|maken|boek|boeken|bied|bieden) (?:wij|we|ik) {GAP}(?:€|euro"
            rf"|\d+,-|\d+,\d\d)",
            rf"(?:€|euro) ?\S* {GAP}(?:op (?:je|uw) rekening|naar (?:je|u) over)",
            (
                rf"(?:wij|we|ik) (?:betaalt?|geeft?|stort|biedt?|beloof|beloven|belooft|garande\w+|zeggen|zeg|keert?|schenkt?) "
                rf"{GAP}(?:€|euro|\d+,-|\d+,\d\d)"
            ),
            r"(?:wij|we|ik) (?:stort|storten)",
            r"(?:stort|storten) (?:wij|we|ik)",
            rf"(?:wij|we|ik) (?:maak|maken|boek|boeken) (?:het|dit|dat|de) {GAP}over",
            rf"(?:maak|maken|boek|boeken) (?:wij|we|ik) {GAP}over(?= (?:aan|naar|op)\b|\W*$)",
        ),
        "extend": (
            r"(?:betalings)?uitstel",
            "betalingsregeling",
            r"(?:\w+)?garantie",
            r"langer (?:de )?tijd",
            "verlenging",
        ),
        "release": (r"hoef(?:t|en)? (?:\S+ ){0,4}?nooit", r"nooit (?:meer |weer )?(?:\S+ ){0,3}?hoef(?:t|en)?"),
        "cover": (
            r"(?:ben|bent|blijft?|blijven|is|zijn) (?:\S+ ){0,8}?(?:mee)?(?:verzekerd|gedekt)",
            r"val(?:t|len) (?:\S+ ){0,4}?onder (?:\S+ ){0,2}?(?:dekking|verzekering|polis)",
            r"(?:polis|verzekering|pakket|dekking|garantie) (?:\S+ ){0,3}?dekt",
            r"dekt (?:\S+ ){0,2}?(?:polis|verzekering|pakket)",
        ),
        "right": (
            r"(?:u|je|jij) mag (?:\S+ ){0,6}?(?:opzeggen|annuleren|ontbinden|houden|weigeren|retourneren|opschorten|inhouden|overslaan)",
            r"mag (?:u|je|jij) (?:\S+ ){0,6}?(?:opzeggen|annuleren|ontbinden|houden|weigeren|retourneren|opschorten|inhouden|overslaan)",
            rf"{_PROOF_NL} (?:is|zijn) (?:\S+ ){{0,2}}?niet nodig",
            rf"(?:heeft|hebt|heb) (?:u |je )?(?:\S+ ){{0,2}}?geen {_PROOF_NL} (?:\S+ )?nodig",
            rf"hoeft? (?:\S+ ){{0,4}}?geen {_PROOF_NL}",
            rf"{_PROOF_NL} (?:heb|hebt|heeft) (?:je|u|jij) (?:\S+ ){{0,2}}?niet nodig",
            r"(?:houdt?|behoudt?) (?:u |je )?(?:je|uw) (?:\S+ ){0,2}?(?:korting|garantie|recht\w*|plek|voordeel|tarief)",
        ),
        "guarantee": (
            r"(?:dit|dat|het|zoiets) (?:gebeurt|overkomt|zal) (?:\S+ ){0,5}?(?:niet|nooit) (?:meer|weer|nog (?:eens|een keer)|opnieuw)",
            r"(?:tweede|derde|volgende) keer (?:gebeurt|overkomt) (?:\S+ ){0,3}?niet",
            r"(?:gaat|zal) (?:\S+ ){0,3}?(?:niet|nooit) (?:meer|weer|nog (?:eens|een keer)|opnieuw) (?:\S+ )?(?:gebeuren|voorkomen)",
            r"sta(?:an)? (?:ik|wij|we) (?:\S+ ){0,2}?(?:voor in|garant)",
            r"(?:garandeer|garanderen|beloof ik|beloven wij)",
        ),
        "measure": (  # what is done to another person, or who is known to us, is not ours to tell
            r"is (?:\S+ ){0,3}?(?:klant|patiënt|huurder|lid) (?:van|bij) ons",
            r"krijg(?:t|en) (?:\S+ ){0,3}?(?:waarschuwing|berisping|straf|ontslag)",
            r"(?:is|zijn|wordt|worden) (?:\S+ ){0,3}?(?:aangesproken|geschorst|ontslagen|berispt|op non-actief|uit huis gezet)",
        ),
        "assure": (  # what a doctor or a label says, not we
            r"gaa[nt]? (?:\S+ ){0,3}?vanzelf (?:weg|over)",
            r"trekt? (?:\S+ ){0,5}?(?:weg|bij)",
            rf"(?:kan|kun|kunt|kunnen|mag|mogen) (?:\S+ ){{0,5}}?{_EASY_NL} (?:\S+ )?{_TAKE_NL}",
            r"(?:kan|kun|kunt|kunnen|mag|mogen) (?:\S+ ){0,5}?(?:veilig|zonder (?:gevaar|risico)) (?:\S+ )?gebruiken",
            rf"(?:veilig|prima|goed|gerust) (?:om )?(?:op )?te {_TAKE_NL}",
            r"(?:is|zijn) (?:(?!niet|geen)\S+ ){0,2}?(?:ongevaarlijk|onschadelijk|onschuldig|veilig voor)",
            r"(?:is|zijn) (?:(?!niet|geen)\S+ ){0,2}?niet (?:gevaarlijk|schadelijk|giftig)",
            r"(?:kan|kunnen) (?:\S+ ){0,3}?geen kwaad",
            r"(?:loopt?|is|zijn|bestaat|vormt|geeft|levert) (?:\S+ ){0,4}?geen (?:enkel |direct )?(?:gevaar|risico)",
            rf"(?:zit(?:ten)?|bevat(?:ten)?) (?:er )?(?:echt )?geen (?:\S+ ){{0,2}}?{_ALLERGEN_NL}",
            r"(?:gluten|lactose|noten|pinda|melk|soja|ei)vrij",
            rf"hoeft? (?:\S+ ){{0,4}}?niet (?:\S+ )?naar (?:de |een |het )?{_DOCTOR_NL}",
            rf"{_DOCTOR_NL} is (?:\S+ ){{0,2}}?niet nodig",
        ),
    },
    "en": {
        "refund": (
            r"pay for (?:the|your|this|all)",
            r"(?<!the )(?<!your )(?<!this )(?<!\d )refund(?:ed|s|ing)?",
            r"(?:get|receive|have|issue|process|transfer|send|make|give) (?:\S+ ){0,4}?refund",
            r"reimburse(?:d|ment)?",
            r"compensat(?:e|ed|ion)",
            rf"(?:pay|give|get|transfer) {GAP}back(?! to)",
            "money back",
            r"credit (?:your|the) account",
        ),
        "cover": (
            r"(?:are|is|remains?|stays?) (?:\S+ ){0,3}?(?:covered|insured)",
            r"(?:policy|insurance|package|guarantee) (?:\S+ ){0,2}?covers",
        ),
        "right": (
            r"you (?:may|can) (?:\S+ ){0,4}?(?:cancel|refuse|withhold) (?:\S+ ){0,4}?(?:any time|at once|immediately|right away)",
            r"you (?:may|can) keep",
            rf"(?:don['’]t|do not|won['’]t) need (?:a |any |your |the )?{_PROOF_EN}",
            rf"no {_PROOF_EN} (?:is )?(?:needed|required|necessary)",
        ),
        "guarantee": (
            r"(?:won['’]t|will not|will never|never) happen (?:to you )?again",
            r"I (?:promise|guarantee)",
            r"every time you book",
        ),
        "measure": (
            r"(?:is|are) (?:\S+ ){0,2}?(?:customers?|patients?|tenants?|members?) of ours",
            r"(?:has|have) been (?:\S+ )?(?:spoken to|warned|suspended|dismissed|reprimanded)",
            r"will be (?:evicted|dismissed|suspended|warned|fired)",
        ),
        "assure": (
            r"go(?:es)? away (?:by itself|on (?:its|their) own)",
            rf"(?:can|may) (?:\S+ ){{0,4}}?safely {_TAKE_EN}",
            rf"(?:fine|safe|ok|okay|alright) (?:for \S+(?: \S+)? )?to {_TAKE_EN}",
            r"(?:is|are) (?:(?!not)\S+ ){0,2}?(?:harmless|safe (?:for|to)|not (?:dangerous|harmful|toxic))",
            rf"(?:contains?|has|have|(?:is|are)) no (?:\S+ ){{0,2}}?{_ALLERGEN_EN}",
            r"(?:gluten|lactose|nut|dairy|peanut)-free",
            r"(?:poses?|is|are|carr(?:y|ies)) (?:absolutely )?no (?:\S+ )?(?:risk|danger)",
            r"(?:don['’]t|do not|won['’]t) need (?:to (?:see|call|visit|go to) )?(?:a |your |the )?(?:doctor|gp|hospital|vet|dentist)",
        ),
        "waive": (
            "free of charge",
            r"at no (?:extra )?cost",
            "for free",
            r"(?:is|are|a) free",
            r"no (?:extra )?c(?:ost|harge)s?",
            r"(?:costs|charge) you nothing",
            r"(?:you )?(?:pay|owe) (?:us )?(?:absolutely )?nothing",
            r"(?:never|not|won['’]t|no longer) (?:\S+ ){0,3}?(?:be )?(?:charged?|billed?|invoiced?)",
            r"on us",
            r"(?:cover|bear) (?:\S+ ){0,4}?costs?",
            r"(?:don['’]t|do not|won['’]t|never) (?:need to |have to )?pay (?:anything|for)",
        ),
        "forgive": (
            r"waive(?:d)?",
            r"write (?:it |that |this )?off",
            r"never (?:need|have) to pay",
            r"(?:don['’]t|do not|won['’]t) (?:need to |have to )pay(?! (?:anything|for))",
            "cancel (?:the|your) (?:debt|bill|fine|invoice)",
        ),
        "replace": (
            rf"(?:send|get|receive|deliver) (?:\S+ ){{0,5}}?(?:new|another|replacement)(?! {_PAPER_EN}\b)",
            r"replace(?:d|ment)?",
            "exchange",
        ),
        "gift": (r"gift(?: card)?", "voucher", "flowers", "bouquet", "goodie bag", "hamper"),
        "discount": ("discount", r"\d+ ?% off", r"free months?", r"months? free"),
        "approve": ("approved", "granted", r"entitled to", r"accept your (?:claim|offer)"),
        "pay": (
            rf"(?:gets?|receives?|have) {GAP}(?:€|£|\$|euros?|pounds?)",
            rf"(?:we|I|['’]ll) (?:will )?(?:pays?|gives?|send|transfers?|offers?|promise|guarantee) {GAP}(?:€|£|\$|euros?|pounds?)",
            r"(?:we|I|['’]ll) (?:will )?transfer (?:the|it|your)",
            rf"(?:gets?|receives?|an?) {GAP}(?:payment|advance|payout) follows|(?:gets?|receives?) {GAP}(?:payment|advance|payout)",
        ),
        "extend": (r"(?:payment )?extension", "payment (?:plan|holiday)", "more time to pay", r"(?:guarantee|warranty)"),
        "release": (r"never (?:again )?(?:need|have) to (?!pay)",),
    },
}
