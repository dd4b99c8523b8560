"""Guesses the encoding of a text that is not UTF-8, by the letters that people of each script write most."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

_SAMPLE = 20_000
_FOREIGN = 0.15
"""The share of upper bytes from which on a text is not in our alphabet."""
_SURE = 0.6


def _share(letters: str) -> Callable[[str], float]:
    pattern = re.compile(f"[{letters}]")
    return lambda text: len(pattern.findall(text)) / max(1, sum(letter > "\x7f" for letter in text))


_KANA, _HALF_WIDTH = _share("\u3041-\u30ff。、「」"), _share("\uff61-\uff9f")
_HANGUL = _share("\uac00-\ud7a3")
_RUSSIAN, _CAPITALS = _share("оеаинтсрвл"), _share("А-Я")
_SIMPLE, _TRADITIONAL = (
    _share("的一是不了在人有我他这中大来上个国到说们，。"),
    _share("的一是不了在人有我他這中大來上個國到說們，。"),
)

_GUESSES: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("cp932", lambda text: _KANA(text) / 0.4 - 4 * _HALF_WIDTH(text)),
    ("euc_jp", lambda text: _KANA(text) / 0.4 - 4 * _HALF_WIDTH(text)),
    ("cp949", lambda text: _HANGUL(text) / 0.9),
    ("gb18030", lambda text: _SIMPLE(text) / 0.12),
    ("big5", lambda text: _TRADITIONAL(text) / 0.12),
    ("cp1251", lambda text: _RUSSIAN(text) / 0.6 - 2 * max(0.0, _CAPITALS(text) - 0.3)),
    ("koi8-r", lambda text: _RUSSIAN(text) / 0.6 - 2 * max(0.0, _CAPITALS(text) - 0.3)),
)
"""Encodings, each with how well a text read in it looks like one, 1 for an ordinary page."""

_OTHERS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1", "cp437"),
    *("shift_jis", "euc_kr", "gbk", "gb2312", "iso2022_jp", "big5hkscs", "koi8-u", "cp874", "tis-620", "mac-roman"),
    *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in range(1, 17) if number != 12),
)


def load_encodings() -> None:
    """Have Python load every encoding a text may be in, for a process that will not be able to any more."""
    for encoding in (*_OTHERS, *(encoding for encoding, _score in _GUESSES)):
        codecs.lookup(encoding)


def likely(content: bytes) -> str:
    """The encoding that these bytes are most probably in; Windows-1252 where nothing speaks for another."""
    sample = content[:_SAMPLE]
    if sum(byte > 0x7F for byte in sample) < _FOREIGN * len(sample):
        return "cp1252"
    scores = [(score(text), encoding) for encoding, score in _GUESSES if (text := _read(sample, encoding))]
    best = max(scores, default=(0.0, "cp1252"))
    return best[1] if best[0] >= _SURE else "cp1252"


def _read(sample: bytes, encoding: str) -> str:
    """The sample in this encoding, "" if it is not in it; the last letter may be cut in two."""
    for cut in range(4):
        try:
            return sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 4:
                return ""
    return ""
