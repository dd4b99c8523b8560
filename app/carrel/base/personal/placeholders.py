"""How a placeholder is written, how a model may bend it, and how it gives way to what it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from carrel.base.personal.model import KINDS

LITERAL = "TEXT"
"""The word for what looked like a placeholder before anything was masked."""

_WORDS = (*(kind.upper() for kind in KINDS), LITERAL)
_PARTS = ("FIRST", "LAST", "INITIALS")
_KIND, _PART = "|".join(_WORDS), "|".join(_PARTS)
_OPEN, _CLOSE = r"\[{<（【⟨", r"\]}>）】⟩"
_BETWEEN = r"\\?[_ \-]?"


def _form(between: str, prefix: str) -> str:
    """The words of a placeholder; prefix: of the names of its groups."""
    return (
        rf"(?P<{prefix}kind>{_KIND}){between}(?P<{prefix}number>\d{{1,5}})"
        rf"(?:{between}(?P<{prefix}part>{_PART}))?(?:{between.removesuffix('?')}(?P<{prefix}form>\d{{1,3}}))?"
    )


_BRACKETED = rf"[{_OPEN}]\s?{_form(_BETWEEN, 'a')}\s?[{_CLOSE}]"
_BARE = _form(r"\\?_", "b")
_SHOUTED = rf"(?-i:{_form('[ -]', 'c')})(?![.\d])"
_ENDS = r"(?=s?(?!\w))"
_ANY = re.compile(rf"{_BRACKETED}|(?<!\w){_BARE}{_ENDS}|(?<!\w){_SHOUTED}{_ENDS}", re.IGNORECASE)

LOOKS_LIKE_ONE = re.compile(f"{_BRACKETED}|{_BARE}|{_SHOUTED}", re.IGNORECASE)
"""Whatever could be taken for a placeholder, whatever stands around it."""


def _beginnings(words: tuple[str, ...]) -> str:
    return "|".join(word[:length] for word in words for length in range(len(word), 0, -1))


_MAY_GO_ON = re.compile(
    rf"(?:[{_OPEN}]\s?)?(?:(?:{_KIND}){_BETWEEN}\d*(?:{_BETWEEN}(?:{_beginnings(_PARTS)})?(?:{_BETWEEN}\d*)?)?s?\s?"
    rf"|(?:{_beginnings(_WORDS)})?)\Z",
    re.IGNORECASE,
)
_LONGEST = 48


@dataclass(frozen=True)
class Restored:
    """A text with everything in its place again. unknown: placeholders that stand for nothing; they were left."""

    text: str
    unknown: tuple[str, ...] = ()


def restored(text: str, said: Mapping[str, str], quote: Callable[[str], str] = str) -> Restored:
    """The text with what its placeholders stand for.

    said: by placeholder without brackets. quote: how a piece is written where the text is in a form such as JSON.
    """
    restoring = Restoring(said, quote)
    whole = restoring.feed(text) + restoring.flush()
    return Restored(whole, restoring.unknown)


class Restoring:
    """The same for a text that comes in pieces; a placeholder may be cut anywhere."""

    def __init__(self, said: Mapping[str, str], quote: Callable[[str], str] = str) -> None:
        self._said, self._quote = said, quote
        self._held, self._before = "", ""
        self._unknown: dict[str, None] = {}

    @property
    def unknown(self) -> tuple[str, ...]:
        """Placeholders that came and stand for nothing, each once."""
        return tuple(self._unknown)

    def feed(self, text: str) -> str:
        """What can be shown now."""
        self._held += text
        tail = max(0, len(self._held) - _LONGEST)
        open_end = _MAY_GO_ON.search(self._held, tail)
        return self._release(open_end.start() if open_end else len(self._held))

    def flush(self) -> str:
        """What was held back, when the text has ended."""
        return self._release(len(self._held))

    def _release(self, until: int) -> str:
        """The held text up to there, restored; a placeholder that goes on behind it stays."""
        seen, offset = self._before + self._held, len(self._before)
        shown: list[str] = []
        at = offset
        for match in _ANY.finditer(seen, offset):
            if match.end() > offset + until:
                until = min(until, match.start() - offset)
                break
            shown += (seen[at : match.start()], self._in_place_of(match))
            at = match.end()
        shown.append(seen[at : offset + until])
        self._before, self._held = seen[: offset + until][-1:], self._held[until:]
        return "".join(shown)

    def _in_place_of(self, match: re.Match[str]) -> str:
        groups = next(prefix for prefix in "abc" if match[f"{prefix}kind"])
        kind, number, part, form = (match[groups + name] for name in ("kind", "number", "part", "form"))
        stem = f"{kind.upper()}_{int(number)}"
        named = f"{stem}_{part.upper()}" if part else stem
        found = self._said.get(f"{named}_{int(form)}") if form else None
        found = found or self._said.get(named) or ("" if part else self._longest(stem))
        if not found:
            self._unknown.setdefault(match[0])
            return match[0]
        return self._quote(found)

    def _longest(self, stem: str) -> str:
        """The fullest of the names that a person is known by."""
        return max((said for name, said in self._said.items() if name.startswith(f"{stem}_")), key=len, default="")
