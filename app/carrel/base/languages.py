"""Which language a text is probably written in: as it says itself, by its script, or by its smallest words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.1),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.3),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.3),
    ("el", re.compile("[\u0370-\u03ff]"), 0.5),
    ("he", re.compile("[\u0590-\u05ff]"), 0.5),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.5),
    ("ka", re.compile("[\u10a0-\u10ff]"), 0.5),
    ("hy", re.compile("[\u0530-\u058f]"), 0.5),
)
"""Scripts that one language writes in, with the share of letters from which on it is that one."""

_SMALL = {
    "en": "the of and to in is that for with as was are this be not by from which",
    "de": "der die und das ist nicht mit den von ein eine auf für dem sich des auch wird",
    "fr": "le les des est dans une pour que qui sur pas avec du ce sont au plus par",
    "es": "el los las que del una por con para es como más pero su al lo se sus",
    "it": "il di che è della per una con non sono del gli nel più anche alla dei le",
    "pt": "o que não uma com os para como mais dos das no na por são ao em seu",
    "nl": "het een van en dat niet voor zijn met op te aan ook wordt als bij naar uit",
    "pl": "i w nie na się jest że do to jak ale od przez dla są oraz po ich",
    "sv": "och att det som en är på av för med den inte till om har ett de sig",
    "ru": "и в не на что с по как это из для от но его к так же или",
    "uk": "і в не на що з та як це до для від але його або у ми ви",
    "ar": "في من على أن إلى التي عن مع هذا هذه كان ما لا أو بين ذلك كل قد",
    "fa": "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز",
    "hi": "के में है की से को का और पर यह कि एक हैं नहीं भी इस लिए था",
}
_KNOWN: dict[str, list[str]] = {}
for _code, _words in _SMALL.items():
    for _word in _words.split():
        _KNOWN.setdefault(_word, []).append(_code)
_LEAST = 8
_SHARE = 0.08


def declared(code: str) -> str:
    """The language that a text names, as a short code: "pt" of "pt-BR"; "" for what is no code."""
    found = re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", code.strip().lower())
    return found[1] if found and found[1] not in ("und", "zxx", "mul") else ""


def guessed(text: str, least: int = _LEAST) -> str:
    """The language of a text, "" where there is too little to tell by; at least so many of its small words tell it."""
    letters = re.findall(r"[^\W\d_]", text)
    if not letters:
        return ""
    for code, script, share in _SCRIPTS:
        if len(script.findall(text)) > share * len(letters):
            return code
    words = re.findall(r"[^\W\d_]+(?:[\u0900-\u097f]+)?", text.lower())
    counts = Counter(code for word in words for code in _KNOWN.get(word, ()))
    best = sorted(((code, count) for code, count in counts.items()), key=lambda one: -one[1])[:2]
    if not best or best[0][1] < max(least, _SHARE * len(words)):
        return ""
    return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else ""
