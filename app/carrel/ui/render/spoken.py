"""Formulas in words, for whoever listens instead of looking."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from carrel.base.words import _
from carrel.ui.render import spoken_words
from carrel.ui.render.maths import LONGEST
from carrel.ui.render.spoken_chemistry import spoken_chemistry

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\S|\\", re.DOTALL)
_DEEPEST = 24
_VERBATIM = frozenset({r"\text", r"\textrm", r"\textbf", r"\textit", r"\mbox", r"\textsf", r"\texttt"})
_UPRIGHT = frozenset({r"\mathrm", r"\operatorname", r"\operatorname*"})
_FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"})


@dataclass(frozen=True)
class _Said:
    """The words of one part, and whether a listener knows where it ends: it is one letter, number or sign."""

    words: str
    is_simple: bool = True


_NOTHING = _Said("")


def spoken(tex: str) -> str:
    """The formula in words; as it is written when it is too long or too deep to be followed by ear."""
    if len(tex) > LONGEST:
        return tex
    try:
        return _Speaker(tex).all()
    except _TooDeepError:
        return tex


class _TooDeepError(ValueError):
    """More braces inside braces than a listener could follow."""


class _Speaker:
    """Reads a formula once, from left to right."""

    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._found = list(_TOKEN.finditer(tex))
        self._at = 0
        self._depth = 0
        self._signs = spoken_words.signs()
        self._accents = spoken_words.accents()
        self._totals = spoken_words.totals()

    def all(self) -> str:
        """The words of everything."""
        said = []
        while self._next():
            said.append(self._run(frozenset()).words)
            self._at += 1  # a brace or an end without a beginning
        return re.sub(r"\s+", " ", " ".join(said)).replace(" ,", ",").replace(" ;", ";").strip()

    def _next(self) -> str:
        return self._found[self._at].group() if self._at < len(self._found) else ""

    def _take(self) -> str:
        token = self._next()
        self._at += 1
        return token

    def _run(self, stops: frozenset[str]) -> _Said:
        """Everything up to one of these, which is left standing."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError(self._tex)
        parts: list[_Said] = []
        while (token := self._next()) and token != "}" and token not in stops and token != r"\end":
            if token == r"\over":
                self._take()
                below = self._run(stops)
                parts = [self._fraction(_joined(parts), below)]
                break
            if (part := self._scripted()).words:
                parts.append(part)
        self._depth -= 1
        return _joined(parts)

    def _scripted(self) -> _Said:
        """One thing with what stands below and above it."""
        total = self._totals.get(self._next())
        base = _Said(self._take()) if total else self._number() or self._atom()
        low, high, primes = _NOTHING, _NOTHING, 0
        while self._next() in {"^", "_", "'", r"\limits", r"\nolimits"}:
            match self._take():
                case "^":
                    high = self._atom()
                case "_":
                    low = self._atom()
                case "'":
                    primes += 1
        if total:
            form = total[0] if high.words else total[1] if low.words else total[2]
            return _Said(form.format(low=low.words, high=high.words), False)
        words = base.words
        for _each in range(primes):
            words = _("{base} prime").format(base=words)
        if low.words:
            words = self._below(words, low)
        return _Said(self._above(words, high), base.is_simple and not (low.words or high.words or primes))

    def _number(self) -> _Said | None:
        """A number of several digits; alone, as after a fraction or a script, each digit is a part."""
        if not self._next().isdecimal():
            return None
        start = self._found[self._at].start()
        number = re.compile(r"\d+(?:[.,]\d+)?").match(self._tex, start)
        end = number.end() if number else start + 1
        while self._next() and self._found[self._at].start() < end:
            self._at += 1
        return _Said(self._tex[start:end])

    def _below(self, base: str, low: _Said) -> str:
        if not base:
            return _("sub {low}").format(low=low.words)
        form = _("{base} sub {low}") if low.is_simple else _("{base} sub {low}, end sub,")
        return form.format(base=base, low=low.words)

    def _above(self, base: str, high: _Said) -> str:
        match high.words:
            case "":
                return base
            case "2":
                return _("{base} squared").format(base=base)
            case "3":
                return _("{base} cubed").format(base=base)
            case words if words == self._signs[r"\circ"]:
                return _("{base} degrees").format(base=base)
            case words if words == self._signs[r"\prime"]:
                return _("{base} prime").format(base=base)
        form = _("{base} to the power of {high}") if high.is_simple else _("{base} to the power of {high}, end power,")
        return form.format(base=base, high=high.words)

    def _atom(self) -> _Said:
        token = self._take()
        if token == "{":
            said = self._run(frozenset())
            self._take()
            return said
        if not token.startswith("\\"):
            return _Said("" if token in {"&", "~", "}"} else self._signs.get(token, token))
        return self._command(token)

    def _command(self, token: str) -> _Said:
        special: dict[str, Callable[[], _Said]] = {
            **dict.fromkeys(_FRACTIONS, self._over),
            **dict.fromkeys(_VERBATIM, self._verbatim),
            **dict.fromkeys(_UPRIGHT, self._verbatim),
            r"\sqrt": self._root,
            r"\binom": self._choose,
            r"\left": self._fenced,
            r"\begin": self._environment,
            r"\mathbb": self._letter_set,
            r"\ce": self._chemistry,
            r"\\": partial(_Said, ";"),
            r"\overset": partial(self._stacked, _("{base} with {mark} above it")),
            r"\stackrel": partial(self._stacked, _("{base} with {mark} above it")),
            r"\underset": partial(self._stacked, _("{base} with {mark} below it")),
            r"\xrightarrow": self._long_arrow,
            r"\overbrace": self._atom,
            r"\underbrace": self._atom,
            r"\color": self._skip_group,
            r"\tag": self._skip_group,
            r"\label": self._skip_group,
            r"\hspace": self._skip_group,
        }
        if token in special:
            return special[token]()
        if token in self._accents:
            base = self._atom()
            return _Said(self._accents[token].format(base=base.words), base.is_simple)
        if token in spoken_words.UNSPOKEN or token.startswith(r"\math"):
            return _NOTHING
        return _Said(self._signs.get(token, token.removeprefix("\\")))

    def _over(self) -> _Said:
        top = self._atom()
        return self._fraction(top, self._atom())

    def _fraction(self, top: _Said, below: _Said) -> _Said:
        named = spoken_words.fractions().get((top.words, below.words))
        if named:
            return _Said(named)
        if top.is_simple and below.is_simple:
            return _Said(_("{top} over {below}").format(top=top.words, below=below.words), False)
        form = _("the fraction {top} over {below}, end fraction,")
        return _Said(form.format(top=top.words, below=below.words), False)

    def _root(self) -> _Said:
        order = ""
        if self._next() == "[":
            self._take()
            order = self._run(frozenset({"]"})).words
            self._take()
        inside = self._atom()
        forms = {"": _("the square root of {inside}"), "3": _("the cube root of {inside}")}
        words = forms.get(order, _("the root of order {order} of {inside}")).format(order=order, inside=inside.words)
        return _Said(words if inside.is_simple else _("{root}, end root,").format(root=words), False)

    def _choose(self) -> _Said:
        top = self._atom().words
        return _Said(_("{top} choose {below}").format(top=top, below=self._atom().words), False)

    def _stacked(self, form: str) -> _Said:
        mark = self._atom().words
        return _Said(form.format(mark=mark, base=self._atom().words), False)

    def _long_arrow(self) -> _Said:
        if self._next() == "[":
            self._take()
            self._run(frozenset({"]"}))
            self._take()
        return _Said(_("goes to, with {mark} above the arrow,").format(mark=self._atom().words), False)

    def _fenced(self) -> _Said:
        opening = self._take()
        inside = self._run(frozenset({r"\right"}))
        self._take()
        closing = self._take()
        if opening == closing == "|" or (opening, closing) == (r"\lvert", r"\rvert"):
            return _Said(_("the absolute value of {inside}, end value,").format(inside=inside.words), False)
        ends = [self._signs.get(sign, sign) if sign != "." else "" for sign in (opening, closing)]
        return _Said(" ".join((ends[0], inside.words, ends[1])).strip())

    def _environment(self) -> _Said:
        name = self._raw().rstrip("*")
        if name in {"array", "tabular"} and self._next() == "{":
            self._raw()
        rows: list[list[str]] = [[]]
        while self._next() not in {"", r"\end", "}"}:
            cell = self._run(frozenset({"&", r"\\"})).words
            rows[-1].append(cell)
            if self._next() == r"\\":
                rows.append([])
            if self._next() in {"&", r"\\"}:
                self._take()
        self._take()
        self._raw()
        rows = [row for row in rows if any(row)]
        return _Said(_matrix(rows) if name.endswith("matrix") or name == "array" else _listed(name, rows), False)

    def _letter_set(self) -> _Said:
        letter = self._atom().words
        return _Said(spoken_words.sets().get(letter, letter))

    def _chemistry(self) -> _Said:
        return _Said(spoken_chemistry(self._raw()), False)

    def _verbatim(self) -> _Said:
        return _Said(self._raw().replace("$", " "))

    def _skip_group(self) -> _Said:
        self._raw()
        return _NOTHING

    def _raw(self) -> str:
        """What stands in the braces that follow, to the letter."""
        if self._next() != "{":
            return self._take()
        start, depth = self._found[self._at].end(), 0
        while self._next():
            end, token = self._found[self._at].start(), self._take()
            depth += (token == "{") - (token == "}")
            if depth == 0:
                return self._tex[start:end]
        return self._tex[start:]


def _joined(parts: list[_Said]) -> _Said:
    if len(parts) == 1:
        return parts[0]
    return _Said(" ".join(part.words for part in parts), not parts)


def _matrix(rows: list[list[str]]) -> str:
    said = [
        _("row {number}: {cells}").format(number=number, cells=", ".join(row)) for number, row in enumerate(rows, 1)
    ]
    words = _("a matrix of {rows} by {columns}:").format(rows=len(rows), columns=max(map(len, rows), default=0))
    return f"{words} {'; '.join(said)};"


def _listed(name: str, rows: list[list[str]]) -> str:
    lines = "; ".join(", ".join(filter(None, row)) if name == "cases" else " ".join(row) for row in rows)
    return _("one of: {lines};").format(lines=lines) if name == "cases" else lines
