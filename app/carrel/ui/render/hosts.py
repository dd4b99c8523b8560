"""Where an address really leads: hosts whose letters are made to look like others are shown as what they are."""

from __future__ import annotations

import re
import unicodedata

from carrel.ui.render.bidi import harmless

_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*://)(?P<user>[^/?#@]*@)?(?P<host>[^/?#:@]*)(?P<rest>.*)", re.DOTALL
)
_LOOK_LATIN = frozenset("асԁеһіјӏкорԛѕԝхуѵүαινορτυχгꙇ" + "АВЕЅІЈКМНОРԚСТԜХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_TOGETHER = (
    frozenset({"HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"HAN", "HANGUL"}),
    frozenset({"HAN", "BOPOMOFO"}),
)


def shown_address(address: str) -> str:
    """The address for a person to judge: a look-alike host in its plain ASCII form, nothing that turns text round."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return harmless(address)
    host = found["host"]
    if looks_like_another(host):
        host = as_ascii(host)
    return harmless(f"{found['scheme']}{found['user'] or ''}{host}{found['rest']}")


def looks_like_another(host: str) -> bool:
    """Whether a part of the host mixes scripts, or is written in letters that all look like Latin ones."""
    return any(_is_suspect(part) for part in host.split(".") if not part.isascii())


def as_ascii(host: str) -> str:
    """The host as name servers know it: parts that are not ASCII in punycode."""
    parts = []
    for part in host.split("."):
        plain = unicodedata.normalize("NFKC", part).casefold()
        parts.append(part if part.isascii() else "xn--" + plain.encode("punycode").decode("ascii"))
    return ".".join(parts)


def _is_suspect(part: str) -> bool:
    letters = [letter for letter in part if letter.isalpha()]
    scripts = {_script(letter) for letter in letters}
    if len(scripts) > 1 and not any(scripts <= allowed for allowed in _TOGETHER):
        return True
    if any(unicodedata.category(letter) in {"Mn", "Cf", "So", "Sm", "Po"} for letter in part):
        return True
    return bool(letters) and all(letter in _LOOK_LATIN for letter in letters)


def _script(letter: str) -> str:
    """The first word of the letter's name says which script it belongs to."""
    name = unicodedata.name(letter, "UNKNOWN").split(" ")[0]
    return "HAN" if name == "CJK" else name
