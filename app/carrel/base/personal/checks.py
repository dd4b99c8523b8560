"""The check digits of cards, accounts and national numbers: what looks like one and does not add up is none.

The algorithms are those of ISO/IEC 7812 (Luhn), ISO 13616 (IBAN), ISO/IEC 7064, and of the offices that give the
numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from ipaddress import AddressValueError, IPv6Address
from itertools import pairwise

_ITALIAN_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
_VERHOEFF = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _digits(text: str) -> list[int]:
    return [int(sign) for sign in text if sign.isdecimal()]


def _weighed(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def luhn(text: str) -> bool:
    """The last digit fits the others, doubled from the right."""
    doubled = [
        digit if index % 2 == 0 else sum(divmod(2 * digit, 10)) for index, digit in enumerate(_digits(text)[::-1])
    ]
    return sum(doubled) % 10 == 0


def card(text: str) -> bool:
    """A payment card: 13 to 19 digits of which not all are the same."""
    return 13 <= len(_digits(text)) <= 19 and len(set(_digits(text))) > 1 and luhn(text)


def iban(text: str) -> bool:
    """An account of a bank."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def ipv6(text: str) -> bool:
    """An address of the network of the longer kind, with enough of it to be told from two names with colons."""
    try:
        return bool(IPv6Address(text)) and text.count(":") > 2 and any(sign.isdecimal() for sign in text)
    except AddressValueError:
        return False


def ipv4(text: str) -> bool:
    """Four numbers below 256, of which the first is none of a chapter."""
    parts = _digit_groups(text)
    return all(part < 256 for part in parts) and parts[0] > 9


def _digit_groups(text: str) -> list[int]:
    return [int(group) for group in re.findall(r"\d+", text)]


def phone(text: str) -> bool:
    """Seven to fifteen digits that are neither a row of noughts and ones nor a row that counts."""
    digits = _digits(text.partition("x")[0])
    counts = all(after == (before + 1) % 10 for before, after in pairwise(digits))
    return 7 <= len(digits) <= 15 and len(set(digits)) > 2 and not counts and digits[-5:] != [0] * 5


def date(text: str) -> bool:
    """The first six digits are a day, whichever way round."""
    first, second, third = (int("".join(map(str, _digits(text)[at : at + 2]))) for at in (0, 2, 4))
    return 1 <= second <= 12 and (1 <= first <= 31 or 1 <= third <= 31)


def nordic(text: str) -> bool:
    """Six digits of a day and four more, as in Denmark and Sweden."""
    return date("".join(map(str, _digits(text)[-10:])))


def finnish(text: str) -> bool:
    """The control sign of a Finnish personal code."""
    rest = int("".join(map(str, _digits(text[:-1])))) % 31
    return date(text) and "0123456789ABCDEFHJKLMNPRSTUVWXY"[rest] == text[-1].upper()


def norwegian(text: str) -> bool:
    """Both control digits of a Norwegian national number."""
    digits = _digits(text)
    first = _weighed(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11
    return date(text) and first == 0 and _weighed(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def british_health(text: str) -> bool:
    """A number of the British health service."""
    return _weighed(_digits(text), (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def german_tax(text: str) -> bool:
    """A German tax number: its control digit, and one digit of the first ten that comes two or three times."""
    digits, product = _digits(text), 10
    counts = sorted(digits[:10].count(digit) for digit in set(digits[:10]))
    for digit in digits[:10]:
        product = 2 * ((digit + product) % 10 or 10) % 11
    return digits[0] > 0 and counts[-1] in {2, 3} and counts[-2] == 1 and (11 - product) % 10 == digits[10]


def french(text: str) -> bool:
    """A French social security number, of Corsica too."""
    plain = re.sub(r"\W", "", text.upper()).replace("2A", "19").replace("2B", "18")
    return plain.isdecimal() and 97 - int(plain[:13]) % 97 == int(plain[13:])


def spanish(text: str) -> bool:
    """The letter of a Spanish identity number, of foreigners too."""
    plain = re.sub(r"\W", "", text.upper())
    number = str("XYZ".find(plain[0])) + plain[1:-1] if plain[0] in "XYZ" else plain[:-1]
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def italian(text: str) -> bool:
    """The control letter of an Italian tax code."""
    values = [int(sign) if sign.isdecimal() else ord(sign) - 65 for sign in text.upper()]
    odd = sum(_ITALIAN_ODD[value] for value in values[:15:2])
    return (odd + sum(values[1:15:2])) % 26 == values[15]


def dutch(text: str) -> bool:
    """A Dutch citizen's number."""
    return _weighed(_digits(text), (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def belgian(text: str) -> bool:
    """A Belgian national number, of this century or the last."""
    plain = "".join(map(str, _digits(text)))
    return any(97 - int(century + plain[:9]) % 97 == int(plain[9:]) for century in ("", "2"))


def polish(text: str) -> bool:
    """A Polish PESEL: its month tells the century."""
    digits = _digits(text)
    month = (10 * digits[2] + digits[3]) % 20
    return 1 <= month <= 12 and _weighed(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def portuguese(text: str) -> bool:
    """A Portuguese tax number."""
    digits = _digits(text)
    rest = 11 - _weighed(digits[:8], (9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return (rest if rest < 10 else 0) == digits[8]


def brazilian(text: str) -> bool:
    """Both control digits of a Brazilian CPF."""
    digits = _digits(text)

    def control(count: int) -> int:
        return _weighed(digits[:count], range(count + 1, 1, -1)) * 10 % 11 % 10

    return len(set(digits)) > 1 and control(9) == digits[9] and control(10) == digits[10]


def chilean(text: str) -> bool:
    """The control sign of a Chilean RUT."""
    number = _digits(text[:-1])[::-1]
    rest = 11 - _weighed(number, (2, 3, 4, 5, 6, 7, 2, 3)) % 11
    return {10: "K", 11: "0"}.get(rest, str(rest)) == text[-1].upper()


def argentine(text: str) -> bool:
    """An Argentine CUIT or CUIL."""
    return _weighed(_digits(text), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def turkish(text: str) -> bool:
    """Both control digits of a Turkish identity number."""
    digits = _digits(text)
    tenth = (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10
    return digits[0] > 0 and digits[9] == tenth and sum(digits[:10]) % 10 == digits[10]


def south_african(text: str) -> bool:
    """A South African identity number."""
    return date(text) and luhn(text)


def chinese(text: str) -> bool:
    """The control sign of a Chinese resident's number."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[_weighed(_digits(text[:17]), weights) % 11] == text[-1].upper()


def swiss(text: str) -> bool:
    """A Swiss social security number, which is a number of goods in its form."""
    return _weighed(_digits(text), (1, 3) * 6 + (1,)) % 10 == 0


def indian(text: str) -> bool:
    """The check of an Aadhaar number after Verhoeff."""
    check = 0
    for index, digit in enumerate(_digits(text)[::-1]):
        turned = digit
        for _turn in range(index % 8):
            turned = _VERHOEFF[turned]
        check = _dihedral(check, turned)
    return check == 0


def _dihedral(one: int, other: int) -> int:
    """The product of two symmetries of a pentagon; 0 to 4 turn it, 5 to 9 mirror it."""
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5


CHECKS: dict[str, Callable[[str], bool]] = {
    check.__name__: check
    for check in (
        argentine, belgian, brazilian, british_health, card, chilean, chinese, date, dutch, finnish, french, german_tax,
        iban, indian, ipv4, ipv6, italian, luhn, nordic, norwegian, phone, polish, portuguese, south_african, spanish,
        swiss, turkish,
    )
}  # fmt: skip
"""By the names that the rules use."""
