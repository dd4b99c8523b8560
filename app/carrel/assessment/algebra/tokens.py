"""The words of a formula: Unicode, TeX and plain typing come to the same tokens."""

from __future__ import annotations

import re
import unicodedata

from carrel.assessment.algebra.tree import Constant
from carrel.assessment.word_lists import lines

MOST_CHARACTERS = 400
MOST_TOKENS = 400


class Unreadable(Exception):
    """A text is no formula that this grammar knows."""


FUNCTIONS = {
    name: name
    for name in [
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "arsinh",
        "arcosh",
        "artanh",
        "ln",
        "log",
        "lg",
        "exp",
        "sqrt",
        "cbrt",
        "abs",
    ]
} | {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "cosec": "csc",
    "ctg": "cot",
    "tg": "tan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "sen": "sin",
    "arsin": "arcsin",
    "arctg": "arctan",
}
GREEK = lines("greek")[0]
CONSTANTS = {
    "pi": Constant("pi"),
    "e": Constant("e"),
    "i": Constant("i"),
    "infinity": Constant("oo"),
    "infty": Constant("oo"),
    "oo": Constant("oo"),
}

_UNICODE = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∙": "*",
    "•": "*",
    "∗": "*",
    "÷": "/",
    "∕": "/",
    "⁄": "/",
    "≤": "<=",
    "≥": ">=",
    "⩽": "<=",
    "⩾": ">=",
    "≠": "!=",
    "∞": " oo ",
    "π": " pi ",
    "°": "°",
    "º": "°",
    "˚": "°",
    "√": "√",
    "∛": "∛",
    "²": "^2",
    "³": "^3",
    "ℝ": " reals ",
    "∅": " emptyset ",
    "∪": " union ",
    "∈": " in ",
    "∨": " or ",
    "∧": " and ",
    "’": "'",
    "′": "'",
    "“": '"',
    "”": '"',
    "ⅇ": "e",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200b": "",
    "\u2062": "*",
    "⟨": "(",
    "⟩": ")",
    "ϕ": " phi ",
    "𝑥": "x",
    "∓": "∓",
    "±": "±",
}
_COMMANDS = {
    "cdot": "*",
    "times": "*",
    "div": "/",
    "le": "<=",
    "leq": "<=",
    "leqslant": "<=",
    "ge": ">=",
    "geq": ">=",
    "geqslant": ">=",
    "lt": "<",
    "gt": ">",
    "ne": "!=",
    "neq": "!=",
    "pm": "±",
    "mp": "∓",
    "infty": " oo ",
    "in": " in ",
    "cup": " union ",
    "lor": " or ",
    "vee": " or ",
    "land": " and ",
    "wedge": " and ",
    "emptyset": " emptyset ",
    "varnothing": " emptyset ",
    "left": "",
    "right": "",
    "big": "",
    "Big": "",
    "bigl": "",
    "bigr": "",
    "quad": " ",
    "qquad": " ",
    "displaystyle": "",
    "circ": "°",
    "degree": "°",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "mid": "|",
    "dfrac": "\\frac",
    "tfrac": "\\frac",
    "operatorname": "",
    "mathrm": "",
    "text": "",
    "mathit": "",
    "textrm": "",
    "prime": "'",
}
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣ]+")
_LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉]+")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|(\\frac|\\sqrt)|([A-Za-z]+)|(\*\*|[-+*/^_(){}\[\]|!'√∛°,]))")


def plain(text: str) -> str:
    """The formula in ASCII as far as that goes: TeX commands, raised digits and signs of Unicode spelled out."""
    text = re.sub(r"\$|\\\(|\\\)|\\\[|\\\]|\\[,;:! ]|\\displaystyle|~", " ", text)
    text = text.replace("\\{", "⦃").replace("\\}", "⦄").replace("\\|", "|")
    text = re.sub(r"\^\s*\{?\s*\\circ\s*\}?", "°", text)
    text = _COMMAND.sub(_command, text)
    text = _RAISED.sub(lambda found: "^(" + unicodedata.normalize("NFKC", found[0]).replace("−", "-") + ")", text)
    text = _LOWERED.sub(lambda found: "_{" + unicodedata.normalize("NFKC", found[0]) + "}", text)
    return "".join(_sign(sign) for sign in text)


def _command(found: re.Match[str]) -> str:
    name = found[1]
    if name in {"frac", "sqrt"}:
        return f"\\{name} "
    return (
        _COMMANDS.get(name, f" {name} ")
        if name in _COMMANDS or name in FUNCTIONS or name in GREEK or name in CONSTANTS
        else f"\\{name} "
    )


def _sign(sign: str) -> str:
    if sign in _UNICODE:
        return _UNICODE[sign]
    if sign.isascii() or sign in "⦃⦄":
        return sign
    numeric = unicodedata.decomposition(sign)
    if numeric.startswith("<fraction>"):
        return "(" + unicodedata.normalize("NFKC", sign).replace("⁄", "/") + ")"
    named = unicodedata.name(sign, "")
    if named.startswith("GREEK ") and " LETTER " in named and " WITH " not in named:
        name = named.rpartition(" ")[2].lower().replace("lamda", "lambda")
        return f" {name.capitalize() if 'CAPITAL' in named else name} "
    return unicodedata.normalize("NFKC", sign)


def tokens(text: str) -> list[str]:
    """The tokens of a ``plain`` formula; a run of letters is cut into the names it is made of. Raises Unreadable."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("too long")
    found: list[str] = []
    place, text = 0, text.rstrip(" .;,")
    while place < len(text):
        one = _TOKEN.match(text, place)
        if one is None:
            raise Unreadable(text[place : place + 1])
        number, command, letters, sign = one.groups()
        found += _cut(letters) if letters else [number or command or sign.replace("**", "^")]
        place = one.end()
    if not found or len(found) > MOST_TOKENS:
        raise Unreadable("empty or too long")
    return found


_WORDS = sorted([*FUNCTIONS, *GREEK, *CONSTANTS, "arc"], key=len, reverse=True)


def _cut(letters: str) -> list[str]:
    """The letters as known names, longest first, and single letters."""
    found, place = [], 0
    while place < len(letters):
        word = next((word for word in _WORDS if letters.startswith(word, place)), letters[place])
        found.append(word)
        place += len(word)
    return found
