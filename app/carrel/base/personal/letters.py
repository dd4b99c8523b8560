"""What a word of a name looks like, in scripts with capitals and in scripts without."""

from __future__ import annotations

import re

_CASED = [*range(0x41, 0x250), *range(0x370, 0x590), *range(0x10A0, 0x10FF), *range(0x1E00, 0x2000)]
_UPPER = "".join(chr(code) for code in _CASED if chr(code).isupper())
_MARKS = "\u0300-\u036f"
_INDIC = "\u0900-\u0963\u0970-\u0d7f"
UNCASED = f"\u05d0-\u05ea\u0620-\u065f\u0671-\u06d3{_INDIC}\u0e01-\u0e4e\u1200-\u135a"
"""Letters and vowel signs of scripts that know no capitals and put blanks between words."""
DENSE = "\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters of scripts that put no blanks between words, or may do without."""
LETTER = rf"(?:[^\W\d_]|[{_MARKS}{_INDIC}])"
WORD = rf"(?:(?:[{_UPPER}](?:[^\W\d_]|[{_MARKS}'’\-])*\.?)|[{UNCASED}]+|[{DENSE}]{{1,8}})"
"""One word that may be a name; a full stop may follow, as behind a letter that is short for a name."""
BEFORE = rf"(?<![\w{_MARKS}{_INDIC}])"
AFTER = rf"(?![\w{_MARKS}{_INDIC}])"

_WORD = re.compile(WORD)
_DENSE_WORD = re.compile(rf"[{DENSE}]+")
_UNCASED_WORD = re.compile(rf"[{UNCASED}{DENSE}]+")


def is_word_of_name(text: str) -> bool:
    """Whether this may be a word of a name by its look alone."""
    return _WORD.fullmatch(text) is not None


def is_dense(text: str) -> bool:
    """Whether it is written without blanks."""
    return _DENSE_WORD.fullmatch(text) is not None


def has_no_case(text: str) -> bool:
    """Whether its script knows no capitals."""
    return _UNCASED_WORD.fullmatch(text) is not None
