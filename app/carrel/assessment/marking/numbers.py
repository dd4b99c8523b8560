"""Numbers as people write them: signs, fractions, powers of ten, percents, decimal commas, thousands, words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from carrel.assessment.word_lists import meanings

MOST_DIGITS = 100
MOST_EXPONENT = 300

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "﹣": "-",
        "－": "-",
        "⁄": "/",
        "∕": "/",
        "÷": "/",
        "＋": "+",
        "٫": ".",
        "٬": "'",
        "’": "'",
        "‘": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "⋅": "·",
        "∙": "·",
        "•": "·",
        "✕": "×",
        "✖": "×",
        "⨯": "×",
        "µ": "μ",
        "º": "°",
        "˚": "°",
        "\u200b": None,
        "\ufeff": None,
    }
)
_TEX = (
    (re.compile(r"\$([^$]*)\$"), r" \1 "),
    (re.compile(r"\\(?:d|t)?frac\s*\{([^{}]{1,40})\}\s*\{([^{}]{1,40})\}"), r" \1/\2 "),
    (re.compile(r"\\(?:text|mathrm|operatorname|mathit|textrm|unit|si)\s*\{([^{}]{0,60})\}"), r" \1"),
    (re.compile(r"\\times|\\cdot"), "×"),
    (re.compile(r"\\approx|\\simeq"), "≈"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\^\s*\{?\s*\\circ\s*\}?|\\degree"), "°"),
    (re.compile(r"\\(?:Omega|ohm)"), "Ω"),
    (re.compile(r"\\mu"), "μ"),
    (re.compile(r"\\pi(?![a-z])"), "π"),
    (re.compile(r"\\pm"), "±"),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\[,;:! ]|~(?=\S)(?<=\d~)|\\left|\\right|\\\(|\\\)|\\\[|\\\]"), " "),
)


def spelled(text: str) -> str:
    """The text with one sign for each thing: ASCII digits and minus, ``^`` before raised digits, no TeX."""
    if "\\" in text or "$" in text or "{" in text:
        for pattern, plain in _TEX:
            text = pattern.sub(plain, text)
    text = text.translate(_SIGNS)
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: "^" + found[0].translate(_SUPERSCRIPT), text)
    if text.isascii():
        return text
    text = "".join(_plain(sign, text[at - 1 : at]) for at, sign in enumerate(text))
    return text.translate(_SIGNS)


def _plain(sign: str, before: str) -> str:
    if sign.isascii():
        return sign
    numeric = unicodedata.numeric(sign, None)
    if numeric is not None and unicodedata.category(sign) == "Nd":
        return str(int(numeric))
    if numeric is not None and unicodedata.decomposition(sign).startswith("<fraction>"):
        exact = Fraction(numeric).limit_denominator(10)
        return f"{' ' if before.isdigit() else ''}{exact.numerator}/{exact.denominator}"
    return unicodedata.normalize("NFKC", sign) if sign not in "×·°Ωμ²³" else sign


@dataclass(frozen=True)
class Number:
    """A number that was read: its value, where the text goes on, and the value of its other reading, if it has one.

    percent: whether it was written with a percent sign; the value has been divided by 100.
    """

    value: Fraction
    end: int
    other: Fraction | None = None
    percent: bool = False


_DIGITS = r"\d+(?:(?:[.,'_]|\ (?=\d{3}(?!\d)))\d+)*"
_ONE = re.compile(rf"(?P<lead>[.,])?(?P<digits>{_DIGITS})(?P<tail>…|\.\.\.|\.(?!\d))?(?:\((?P<repeat>\d{{1,12}})\))?")
_POWER = re.compile(
    r"(?:\s?[eE]\s?(?P<e>[+-]?\d{1,5})(?![\d.])"
    r"|\s*(?:[×x*·]|\btimes\b)\s*10\s*(?:\^|\*\*"
    r"|\bto the(?: power(?: of)?)?\b)\s*[({]?\s*(?P<p>[+-]?\s?\d{1,5})\s*[)}]?"
    r"|\s*[×x]\s*10(?P<m>-\d{1,5}))(?![\d])"
)
_TEN = re.compile(r"10\s*(?:\^|\*\*)\s*[({]?\s*(?P<p>[+-]?\s?\d{1,5})\s*[)}]?(?!\d)")
_SIGN = re.compile(r"\s*(?P<sign>[+-]|minus\b|negative\b|plus\b|positive\b)?\s*", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|percent\b|per cent\b|pct\b)", re.IGNORECASE)
_SCALE = re.compile(r"\s*(hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}


def read_number(text: str, start: int = 0) -> Number | None:
    """The number that stands at this place in a ``spelled`` text, with its sign; nothing where none does."""
    sign = _SIGN.match(text, start)
    at = sign.end() if sign else start
    negative = bool(sign and sign["sign"] and sign["sign"].casefold() in {"-", "minus", "negative"})
    found = _unsigned(text, at) or _in_words(text, at)
    if found is None:
        return None
    scale = _SCALE.match(text, found.end)
    if scale:
        factor = 10 ** _SCALES[scale[1].casefold()]
        found = Number(found.value * factor, scale.end(), found.other and found.other * factor)
    percent = _PERCENT.match(text, found.end)
    if percent:
        found = Number(
            found.value / 100, percent.end(), None if found.other is None else found.other / 100, percent=True
        )
    return _negated(found) if negative else found


def _negated(found: Number) -> Number:
    return Number(-found.value, found.end, None if found.other is None else -found.other, found.percent)


def _unsigned(text: str, at: int) -> Number | None:
    """A decimal, a power of ten, a fraction or a mixed number."""
    ten = _TEN.match(text, at)
    if ten:
        return _ten_to(Fraction(1), None, ten["p"], ten.end())
    whole = _decimal(text, at)
    if whole is None:
        return None
    power = _POWER.match(text, whole.end)
    if power:
        return _ten_to(whole.value, whole.other, power["e"] or power["p"] or power["m"], power.end())
    over = re.compile(r"\s*/\s*").match(text, whole.end)
    if over:
        below = _decimal(text, over.end())
        if below is None:
            return whole
        return None if below.value == 0 else Number(whole.value / below.value, below.end)
    return _mixed(text, whole)


def _mixed(text: str, whole: Number) -> Number:
    """The whole number with the fraction that follows it after a space, if one does: 1 1/2."""
    found = re.compile(r"(?:\s+and)?\s+(\d{1,6})\s*/\s*(\d{1,6})(?![\d.,])").match(text, whole.end)
    if found and whole.value.denominator == 1 and int(found[2]):
        return Number(whole.value + Fraction(int(found[1]), int(found[2])), found.end())
    return whole


def _ten_to(value: Fraction, other: Fraction | None, exponent: str, end: int) -> Number | None:
    power = int(exponent.replace(" ", ""))
    if abs(power) > MOST_EXPONENT:
        return None
    factor = Fraction(10) ** power
    return Number(value * factor, end, None if other is None else other * factor)


def _decimal(text: str, at: int) -> Number | None:
    found = _ONE.match(text, at)
    if found is None or sum(sign.isdigit() for sign in found["digits"]) > MOST_DIGITS:
        return None
    readings = (
        [Fraction(f"0.{found['digits']}")]
        if found["lead"] and found["digits"].isdigit()
        else _readings(found["digits"])
    )
    if not readings:
        return None
    end = found.end()
    if found["repeat"]:
        part = re.split(r"[.,]", found["digits"])[1:]
        if len(part) != 1 and not found["lead"] and found["tail"] != ".":
            return Number(readings[0], found.start("repeat") - 1)
        places = len(part[0]) if part else len(found["digits"]) if found["lead"] else 0
        readings = [readings[0] + Fraction(int(found["repeat"]), (10 ** len(found["repeat"]) - 1) * 10**places)]
    elif found["tail"] in {"…", "..."}:
        readings = [_going_on(found["digits"], readings[0])]
    return Number(readings[0], end, readings[1] if len(readings) > 1 else None)


def _going_on(digits: str, value: Fraction) -> Fraction:
    """The number whose last digits repeat for ever, if they do so at least twice where it was cut off: 0.333…"""
    part = re.fullmatch(r"\d+[.,](\d*?)(\d{1,6}?)\2+", digits)
    if part is None:
        return value
    before, period = part[1], part[2]
    whole = int(re.split(r"[.,]", digits)[0])
    return (
        whole
        + Fraction(int(before or 0), 10 ** len(before))
        + Fraction(int(period), (10 ** len(period) - 1) * 10 ** len(before))
    )


_GROUPED = re.compile(r"\d{1,3}(?:([,.'_ ])\d{3})(?:\1\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


def _readings(digits: str) -> list[Fraction]:
    """What the digits may mean, the likelier first: nothing where the separators make no sense.

    Two kinds of separators: the last is the decimal one. One kind, several times: thousands. A point once: a decimal
    point. A comma once, before three digits and after one to three of which the first is no zero: thousands, or else a
    decimal comma. Another comma: a decimal comma.
    """
    separators = re.sub(r"\d", "", digits)
    kinds = set(separators)
    if not kinds:
        return [Fraction(int(digits))]
    last = separators[-1]
    if last in ".," and separators.count(last) == 1 and len(separators) > 1:
        whole, _last, part = digits.rpartition(last)
        return [_joined(whole, part)] if _GROUPED.fullmatch(whole) or _INDIAN.fullmatch(whole) else []
    grouped = bool(_GROUPED.fullmatch(digits) or _INDIAN.fullmatch(digits))
    if last == "." and len(separators) == 1:
        return [Fraction(digits)]
    if last == "," and len(separators) == 1:
        decimal = _joined(*digits.split(","))
        return [_joined(digits, ""), decimal] if grouped and digits[0] != "0" else [decimal]
    return [_joined(digits, "")] if grouped else []


def _joined(whole: str, part: str) -> Fraction:
    return Fraction(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))


_SMALL = {word: int(value) for word, value in meanings("numerals").items() if value.isdecimal()}
_PARTS = {word: int(below) for word, below in meanings("parts").items()}
_WORD = re.compile(r"[\s-]*([a-z]+)")


def _in_words(text: str, at: int) -> Number | None:
    """A number in English words: twenty-one, two hundred and five, one and a half, three point one four."""
    words: list[tuple[str, int]] = []
    lowered, place = text[at : at + 200].casefold(), 0
    while found := _WORD.match(lowered, place):
        if (
            found[1] not in _SMALL
            and found[1] not in _PARTS
            and found[1] not in _SCALES
            and found[1] not in {"and", "a", "point", "dozen"}
        ):
            break
        place = found.end()
        words.append((found[1], at + place))
    while words and words[-1][0] in {"and", "a", "point"}:
        words.pop()
    value = _valued([word for word, _end in words])
    return None if value is None else Number(value, words[-1][1])


def _valued(words: list[str]) -> Fraction | None:
    if not words or all(word in {"a", "and"} for word in words):
        return None
    if "point" in words:
        at = words.index("point")
        digits = [_SMALL.get(word, 99) for word in words[at + 1 :]]
        whole = _valued(words[:at]) if at else Fraction(0)
        return (
            None
            if whole is None or max(digits) > 9
            else whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))
        )
    if words[-1] in _PARTS:
        return _with_part(words)
    total = current = Fraction(0)
    for number, word in enumerate(words):
        if word in _SMALL:
            if (
                number
                and words[number - 1] in _SMALL
                and not (_SMALL[words[number - 1]] >= 20 and 0 < _SMALL[word] < 10)
            ):
                return None
            current += _SMALL[word]
        elif word == "a":
            current += 1
        elif word in {"hundred", "dozen"}:
            current = max(current, Fraction(1)) * (100 if word == "hundred" else 12)
        elif word in _SCALES:
            total += max(current, Fraction(1)) * 10 ** _SCALES[word]
            current = Fraction(0)
    return total + current


def _with_part(words: list[str]) -> Fraction | None:
    """“three quarters”, “a half”, “one and a half”."""
    below = _PARTS[words[-1]]
    head = words[:-1]
    if "and" in head and not {"hundred", "thousand"} & set(head):
        at = head.index("and")
        whole, above = _valued(head[:at]), _valued(head[at + 1 :]) if head[at + 1 :] not in ([], ["a"]) else Fraction(1)
        return None if whole is None or above is None else whole + above / below
    above = Fraction(1) if head in ([], ["a"]) else _valued(head)
    return None if above is None else above / below
