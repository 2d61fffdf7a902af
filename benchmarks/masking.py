"""Masking on a generated set: sloppy Dutch and English with personal data, and sentences that only look like it.

    python -m benchmarks.masking [--count 320] [--seed 7] [--show]

Recall: marked data of a kind that are masked whole. Precision: of all that is masked as a kind, the share that was marked as that kind.
"""

import argparse
import random
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import iban, luhn
from stdnum.nl import bsn

from assistant.language import masking

NAMES = ("jan", "fatima", "h.devries", "piet.bakker", "sanne_k", "m.el-amrani", "lisa1987", "a.van.dam", "info", "kees-jan", "t.oneill")
HOSTS = (
    "gmail.com",
    "hotmail.com",
    "ziggo.nl",
    "kpnmail.nl",
    "outlook.com",
    "live.nl",
    "xs4all.nl",
    "yahoo.co.uk",
    "telenet.be",
    "bakkerij-smit.nl",
)
STREETS = ("Dorpsstraat", "Kerklaan", "Beukenweg", "Molenkade", "Van Goghlaan", "Stationsplein", "Prinsengracht", "Lindenhof")
LETTERS = "BCDFGHJKLMNPRSTVXZ"


@dataclass(frozen=True)
class Line:
    """A text with the data in it: (kind, exact words)."""

    text: str
    marked: tuple[tuple[str, str], ...]


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def make_bsn(rng: random.Random) -> tuple[str, str]:
    while True:
        number = str(rng.randint(1, 9)) + _digits(rng, 8)
        if bsn.is_valid(number):
            break
    shape = rng.choice(("{0}{1}{2}", "{0}.{1}.{2}", "{0} {1} {2}", "{0}-{1}-{2}", "{0}{1}{2}"))
    value = shape.format(number[:3], number[3:6], number[6:])
    lead = rng.choice(
        (
            "mijn bsn is {}",
            "bsn {}",
            "BSN: {}",
            "burgerservicenummer {} staat op de brief",
            "sofinummer {}",
            "my bsn is {}",
            "bsn nr {} zoek maar op",
            "ik heb {} als bsn",
            "dit is mn BSN nummer {} kijk ff",
            "citizen service number {}",
            "{} is mijn burgerservicenummer",
            "hier heb je m {} kijk zelf maar",
        )
    )
    if "hier heb je" in lead and " " in value:
        value = number
    return lead, value


def make_iban(rng: random.Random) -> tuple[str, str]:
    bank, account = rng.choice(("ABNA", "INGB", "RABO", "TRIO", "KNAB", "BUNQ", "SNSB")), "0" + _digits(rng, 9)
    body = bank + account
    value = f"NL{iban.calc_check_digits('NL00' + body)}{body}"
    if rng.random() < 0.15:
        number = _digits(rng, 10)
        value = f"BE{iban.calc_check_digits('BE00' + number + f'{int(number) % 97 or 97:02d}')}{number}{int(number) % 97 or 97:02d}"
    if rng.random() < 0.4:
        value = " ".join(value[start : start + 4] for start in range(0, len(value), 4))
    value = value.lower() if rng.random() < 0.4 else value
    return rng.choice(
        (
            "mijn rekening is {}",
            "iban {}",
            "maak maar over naar {} aub",
            "Rekeningnummer: {}",
            "my account {} please refund",
            "op {} tnv de boer",
            "refund to {} thanks",
            "{} graag terugstorten",
            "rek nr {}",
            "het moet op {} komen",
        )
    ), value


def make_phone(rng: random.Random) -> tuple[str, str]:
    mobile = "6" + rng.choice("12345") + _digits(rng, 7)
    land = rng.choice(("20", "30", "70", "10", "38", "40", "50", "53"))
    fixed = land + rng.choice("234567") + _digits(rng, 6)
    shape = rng.choice(
        (
            f"0{mobile}",
            f"06-{mobile[1:]}",
            f"06 {mobile[1:3]} {mobile[3:5]} {mobile[5:7]} {mobile[7:]}",
            f"06 - {mobile[1:]}",
            f"+31{mobile}",
            f"+31 6 {mobile[1:]}",
            f"0031{mobile}",
            f"+31 (0)6 {mobile[1:]}",
            f"06.{mobile[1:3]}.{mobile[3:5]}.{mobile[5:7]}.{mobile[7:]}",
            f"0{fixed}",
            f"0{fixed[:2]}-{fixed[2:]}",
            f"0{fixed[:2]} {fixed[2:5]} {fixed[5:7]} {fixed[7:]}",
            f"(0{fixed[:2]}) {fixed[2:]}",
            f"0{fixed[:2]} - {fixed[2:]}",
            f"+32 47{rng.choice('0123456789')} {_digits(rng, 2)} {_digits(rng, 2)} {_digits(rng, 2)}",
            f"+49 151 {rng.choice('123456789')}{_digits(rng, 7)}",
            f"+44 7911 {rng.choice('123456789')}{_digits(rng, 5)}",
        )
    )
    return rng.choice(
        (
            "bel me op {}",
            "tel {}",
            "mijn nummer is {} na 5 uur",
            "{} bellen graag",
            "u kan mij bereiken op {}.",
            "call me on {} please",
            "app maar naar {}",
            "my number is {}",
            "Tel: {}",
            "ik ben bereikbaar op {}, ook savonds",
            "mobiel {} vast heb ik niet",
        )
    ), shape


def make_email(rng: random.Random) -> tuple[str, str]:
    name, host = rng.choice(NAMES) + rng.choice(("", str(rng.randint(1, 99)))), rng.choice(HOSTS)
    shape = rng.choice(
        ("{0}@{1}", "{0}@{1}", "{0}@{1}", "{2}", "{0} @ {1}", "{0}(at){1}", "{0}[at]{1}", "{0} at {1}", "{0} apenstaartje {3}", "{4}")
    )
    dotted = host.replace(".", " punt ")
    value = shape.format(name, host, f"{name}@{host}".upper(), dotted, f"{name}+klacht@{host}")
    return rng.choice(
        (
            "mail me op {}",
            "mijn mail is {} dank",
            "e-mail: {}",
            "stuur maar naar {}",
            "you can reach me at {}",
            "{} is mijn adres",
            "email {} graag antwoord",
            "bevestiging naar {} aub",
            "my email is {}",
        )
    ), value


def make_address(rng: random.Random) -> tuple[str, str]:
    digits, pair = str(rng.randint(1011, 9999)), rng.choice(LETTERS) + rng.choice(LETTERS)
    pair = "KL" if pair in ("SS", "SD", "SA") else pair
    number = str(rng.randint(1, 299)) + rng.choice(("", "", "", "a", "-2", "B"))
    shape = rng.choice(("{0}{1} {2}", "{0} {1} {2}", "{0}{1}, {2}", "{0} {1} nr {2}", "{0}{1} huisnummer {2}", "{3} {0}{1}"))
    value = shape.format(digits, pair if rng.random() < 0.55 else pair.lower(), number, f"{rng.choice(STREETS)} {number},")
    return rng.choice(
        (
            "ik woon {}",
            "adres {}",
            "mijn postcode is {}",
            "postcode {} graag langskomen",
            "het gaat om {}",
            "lekkage bij {}.",
            "my address is {}",
            "I live at {}",
            "postcode en huisnummer: {}",
            "{} daar is de storing",
            "op {} is het licht uit",
        )
    ), value


def make_plate(rng: random.Random) -> tuple[str, str]:
    shape = rng.choice(
        (
            "XX-99-99",
            "99-99-XX",
            "99-XX-99",
            "XX-99-XX",
            "XX-XX-99",
            "99-XX-XX",
            "99-XXX-9",
            "9-XXX-99",
            "XX-999-X",
            "X-999-XX",
            "XXX-99-X",
            "9-XX-999",
            "999-XX-9",
        )
    )
    plate = "".join(rng.choice(LETTERS) if sign == "X" else rng.choice("0123456789") if sign == "9" else sign for sign in shape)
    style = rng.random()
    plate = (
        plate
        if style < 0.5
        else plate.lower()
        if style < 0.7
        else plate.replace("-", "")
        if style < 0.85
        else plate.replace("-", " ").lower()
    )
    return rng.choice(
        (
            "kenteken {}",
            "mijn kenteken is {} sta op de vluchtstrook",
            "auto met kenteken {}",
            "Kenteken: {}",
            "my license plate is {}",
            "plate {} white golf",
            "de auto is een polo, kenteken {}",
            "kenteken van de auto {} aub snel",
            "licence plate: {}",
            "nummerplaat {}",
        )
    ), plate


def make_card(rng: random.Random) -> tuple[str, str]:
    body = rng.choice(("4", "51", "52", "55", "2221", "4")) + _digits(rng, 20)
    number = body[:15] + luhn.calc_check_digit(body[:15])
    shape = rng.choice((" ", "-", ""))
    value = shape.join(number[start : start + 4] for start in range(0, 16, 4))
    return rng.choice(
        (
            "betaald met creditcard {}",
            "mijn kaart {} is 2x belast",
            "card {} was charged twice",
            "creditcardnummer {}",
            "visa {} exp 09/28",
            "mastercard {} klopt dat",
            "my card number is {}",
            "{} is de kaart waarmee ik betaalde",
        )
    ), value


def make_order(rng: random.Random) -> tuple[str, str]:
    value = rng.choice(
        (
            _digits(rng, 8).replace("0", "3"),
            "1" + _digits(rng, 9),
            f"{rng.choice('ABCDWK')}{rng.choice('HBXZ')}-{_digits(rng, 6)}",
            f"2{_digits(rng, 5)}",
            f"{_digits(rng, 4)}-{_digits(rng, 5)}",
            f"BK{_digits(rng, 7)}",
            f"3SABCD{_digits(rng, 9)}",
            f"06{_digits(rng, 8)}",
        )
    )
    return rng.choice(
        (
            "bestelnummer {}",
            "mijn ordernummer is {}",
            "order {} nog steeds niet binnen",
            "bestelling {} is zoek",
            "ordernr: {}",
            "track en trace {}",
            "tracking number {}",
            "order number {} please",
            "pakket {} ligt ergens",
            "ref {}",
            "zaaknummer {}",
            "my order #{}",
            "factuurnummer {} klopt niet",
            "het bestelnummer is {}",
            "booking reference {}",
            "trackingcode {} zegt bezorgd",
        )
    ), value


MAKERS: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "BSN": make_bsn,
    "IBAN": make_iban,
    "TEL": make_phone,
    "EMAIL": make_email,
    "ADRES": make_address,
    "KENTEKEN": make_plate,
    "KAART": make_card,
    "ORDER": make_order,
}
OPEN = (
    "",
    "hoi, ",
    "Goedemiddag ",
    "hallo?? ",
    "Hi, ",
    "ik wacht al 3 weken. ",
    "Derde keer dat ik dit vraag!! ",
    "dit kan toch niet waar zijn ",
    "Sinds 12-05-2026 geen antwoord. ",
    "al 2 jaar klant ",
)
CLOSE = (
    "",
    " groetjes",
    " wanneer hoor ik wat",
    " !!!",
    " bvd",
    " thanks",
    " het gaat om 86 euro",
    " om 16 uur was ik thuis",
    " and it's been 10 days",
    " 2026 is echt niet jullie jaar",
)


def make_negative(rng: random.Random) -> str:
    """A sentence without personal data that looks like it."""
    day, month, amount, number = rng.randint(1, 28), rng.randint(1, 12), rng.randint(5, 1999), rng.randint(2, 90)
    return rng.choice(
        (
            f"2026 is {number} keer zo duur",
            f"in 2025 is het {number} dagen stil geweest",
            f"ik wacht sinds {day:02d}-{month:02d}-2026 om 16 uur",
            f"bedrag was € {amount},{number:02d} en geen {amount + 1},00",
            f"tussen 16.00 en 18.{number % 60:02d} uur thuis gebleven",
            f"{amount} euro per maand sinds 2019 en nu {number}% erbij",
            f"op {day} juni 2026 om {number % 24}.30 uur stond ik daar",
            f"de A{number} en daarna de N{amount} stond vast",
            f"artikel {amount} uit de folder, maat {number}",
            f"model XR-{amount} doet het niet",
            f"from 9 to 5 on {day}/{month}/2026 nobody came",
            f"it is 20{number % 30 + 10} and still no fix in {number} weeks",
            f"foutcode E{number} en daarna F{amount}",
            f"{number} cups van {amount} gram",
            f"al {number} uur geen water in de straat",
            f"3 van de {number} treinen, spoor {day}",
            f"de bestelling van {day}-{month}-2026 is er niet",
            f"order van {amount} euro kwijt",
            f"bestelling is {number} dagen te laat",
            f"mijn pakket zou om {number % 12 + 8}.00 uur komen",
            f"vanaf 1 januari 2026 is de huur {amount} euro",
            f"meterstand {amount * 37 % 99999:05d} m3 klopt niet",
            f"wifi {number} Mbit ipv {amount} Mbit",
            f"versie 12.{number}.{day} van de app",
            f"{day}-mei-26 zou hij komen",
            f"rij {number} stoel {day}",
            f"score {day}-{month} in de finale",
            f"wachttijd {number} min, positie {day} in de rij",
            f"kamer {number} op de {day}e verdieping",
            f"{number} op 10 keer gaat het mis",
            f"EAN 87{amount * 7919 % 10**11:011d} staat op de doos",
            f"in 1985 is dit huis gebouwd met {number} buren",
            "1000 en 1 redenen, maar 5000 te veel",
            f"de factuur van {month} maanden terug was {amount},50",
            "tussen 2019 en 2024 was het ok",
            f"we ordered {number} in 2024 at 5 pm",
        )
    )


def generate(count: int, seed: int) -> tuple[Line, ...]:
    """`count` lines of each kind and as many hard negatives a kind, always the same for one seed."""
    rng = random.Random(seed)
    lines: list[Line] = []
    for kind, make in MAKERS.items():
        for _ in range(count):
            lead, value = make(rng)
            lines.append(Line(rng.choice(OPEN) + lead.format(value) + rng.choice(CLOSE), ((kind, value),)))
            lines.append(Line(rng.choice(OPEN) + make_negative(rng) + rng.choice(CLOSE), ()))
    rng.shuffle(lines)
    return tuple(lines)


def measure(lines: tuple[Line, ...], *, show: bool = False) -> dict[str, tuple[float, float, int]]:
    """Recall, precision and number of marked data by kind."""
    marked, hit, claimed, right = (dict.fromkeys(MAKERS, 0) for _ in range(4))
    for line in lines:
        found = [(found.kind, line.text[found.start : found.end]) for found in masking.find(line.text)]
        for kind, value in line.marked:
            marked[kind] += 1
            covered = any(value in words for name, words in found if name == kind)
            hit[kind] += covered
            if show and not covered:
                print(f"  missed {kind} {value!r} in {line.text!r}: {found}")
        for kind, words in found:
            if kind in claimed:
                true = any(kind == name and (words in value or value in words) for name, value in line.marked)
                claimed[kind] += 1
                right[kind] += true
                if show and not true:
                    print(f"  wrong {kind} {words!r} in {line.text!r}")
    return {kind: (hit[kind] / max(1, marked[kind]), right[kind] / max(1, claimed[kind]), marked[kind]) for kind in MAKERS}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=320)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    print(f"{'kind':10} {'n':>5} {'recall':>7} {'precision':>9}   (bars 0.98, 0.97)")
    for kind, (recall, precision, number) in measure(generate(options.count, options.seed), show=options.show).items():
        print(f"{kind:10} {number:5} {recall:7.3f} {precision:9.3f}")


if __name__ == "__main__":
    main()
