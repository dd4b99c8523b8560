"""What an answer in algebra states: values, an equation, a system, a region, a point, or that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from carrel.assessment.algebra.parsing import formula
from carrel.assessment.algebra.tokens import Unreadable, plain
from carrel.assessment.algebra.tree import Name, Node, names


@dataclass(frozen=True)
class Values:
    """One value, or the members of a solution set; name: the unknown they were given for, if they were."""

    members: tuple[Node, ...]
    name: str = ""


@dataclass(frozen=True)
class Equation:
    """Sides that are equated; more than two are a chain."""

    sides: tuple[Node, ...]


@dataclass(frozen=True)
class System:
    """A value for each of several unknowns, in the order they were given."""

    values: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Comparison:
    """One side, a sign of comparison, and the other side."""

    left: Node
    sign: str
    right: Node


@dataclass(frozen=True)
class Region:
    """Where any of the alternatives holds, in each of which all comparisons hold."""

    alternatives: tuple[tuple[Comparison, ...], ...]


@dataclass(frozen=True)
class Point:
    """Values in an order, in brackets."""

    members: tuple[Node, ...]
    brackets: str = "()"


@dataclass(frozen=True)
class Whole:
    """That there is no solution (nothing), or that everything is one (everything)."""

    what: str


Statement = Values | Equation | System | Region | Point | Whole

_NOTHING = re.compile(
    r"(?:there (?:is|are) )?(?:no (?:real )?(?:solutions?|roots?|answers?)|none|emptyset|\{\s*\}"
    r"|(?:the )?empty set|no such \w+)(?: exists?| in reals)?",
    re.I,
)
_EVERYTHING = re.compile(
    r"(?:x\s*(?:in|=|is)\s*)?(?:all (?:the )?(?:real )?(?:numbers|reals|values)(?: of x)?|reals|R"
    r"|any (?:real )?(?:number|value)(?: of x)?|every (?:real )?number|"
    r"infinitely many(?: solutions)?|\(\s*-\s*oo\s*,\s*oo\s*\))",
    re.I,
)
_LABEL = re.compile(
    r"^\s*(?:(?:the )?(?:solutions?|roots?|zeros?|answers?|values?)(?: sets?)?\s*(?:are|is|:|=)?\s*:?\s*"
    r"|(?:[A-Za-z]'*|dy/dx|d/dx|d[a-z]/d[a-z])\s*\(\s*[a-z]\s*\)\s*=(?!=)|"
    r"d[a-z]\s*/\s*d[a-z]\s*=|[a-zA-Z]'+\s*=)",
    re.I,
)
_IN_ORDER = re.compile(
    r"^\s*(?:\(\s*x\s*,\s*y\s*(?:,\s*z\s*)?\)|\\frac\s*\{\s*d[a-z]?\s*\}\s*\{\s*d[a-z]\s*\})\s*=(?!=)"
)
_IN = re.compile(r"^\s*([A-Za-z](?:_\{?\w+\}?)?)\s*(?:\bin\b|=)\s*(?=[{(\[\]⦃])")
_SIGNS = re.compile(r"(<=|>=|!=|=<|=>|<|>)")
_SPLIT = re.compile(r"\bor\b|\band\b|[,;\n]")


def statement(text: str, *, tight: bool = False, region: bool = False) -> Statement:
    """What the text states; region: whether brackets with a comma mean an interval. Raises Unreadable."""
    if len(text) > 400:
        raise Unreadable("too long")
    text = plain(text).strip().rstrip(".!").strip()
    text = _LABEL.sub("", _IN_ORDER.sub("", text, count=1), count=1) or text
    bare = text.strip().replace("⦃", "{").replace("⦄", "}")
    if _NOTHING.fullmatch(bare):
        return Whole("nothing")
    if _EVERYTHING.fullmatch(bare):
        return Whole("everything")
    found = [_stated(one, tight, region) for one in _with_signs(text)]
    return found[0] if len(found) == 1 else _joined(found)


def _with_signs(text: str) -> list[str]:
    """The text with plus, then with minus, for each ±."""
    if "±" not in text and "+-" not in text.replace(" ", "") and "∓" not in text:
        return [text]
    text = re.sub(r"\+\s*/?\s*-", "±", text)
    return [text.replace("±", "+").replace("∓", "-"), text.replace("±", "-").replace("∓", "+")]


def _joined(found: list[Statement]) -> Statement:
    joined = _gathered(found, next((one.name for one in found if isinstance(one, Values)), ""))
    if not isinstance(joined, Values):
        raise Unreadable("±")
    return joined


def _stated(text: str, tight: bool, region: bool) -> Statement:
    inside = _IN.match(text)
    name, body = (inside[1], text[inside.end() :]) if inside else ("", text)
    body = body.strip()
    braced = re.fullmatch(r"[{⦃]([^{}⦃⦄|:]*)[}⦄]", body)
    if braced:
        parts = [part for part in re.split(r"[,;]|\band\b", braced[1]) if part.strip()]
        members = [_stated(part, tight, region) for part in parts]
        return _gathered(members, name)
    if region or (inside and not text[inside.end() - 1 :].startswith("(")):
        intervals = _intervals(body, name or "x", tight)
        if intervals:
            return intervals
    point = re.fullmatch(r"\((.*)\)|\[(.*)\]", body, re.DOTALL)
    if point:
        parts = _parts(point[1] or point[2] or "")
        if (
            len(parts) > 1
            and all(_balanced(part) for part in parts)
            and not any(_SIGNS.search(part) or "=" in part for part in parts)
        ):
            return Point(tuple(formula(part.strip(), tight=tight) for part in parts))
    parts = _parts(text)
    if len(parts) > 1:
        return _several(text, parts, tight, region)
    return _single(text, tight)


def _parts(text: str) -> list[str]:
    """The text cut at “or”, “and” and commas outside brackets."""
    cuts, depth, begin = [], 0, 0
    splits = {found.start(): found.end() for found in _SPLIT.finditer(text)}
    for place, sign in enumerate(text):
        depth += (sign in "([{⦃") - (sign in ")]}⦄")
        if depth == 0 and place in splits:
            cuts.append(text[begin:place])
            begin = splits[place]
    return [part for part in (*cuts, text[begin:]) if part.strip()]


def _balanced(text: str) -> bool:
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def _several(text: str, parts: list[str], tight: bool, region: bool) -> Statement:
    found = [_stated(part, tight, region) for part in parts]
    regions = [one for one in found if isinstance(one, Region)]
    if len(regions) == len(found):
        if re.search(r"\band\b", text) and not re.search(r"\bor\b", text):
            return Region((tuple(one for part in regions for alternative in part.alternatives for one in alternative),))
        return Region(tuple(alternative for part in regions for alternative in part.alternatives))
    if all(isinstance(one, Point) for one in found):
        raise Unreadable("several points")
    return _gathered(found, "")


def _gathered(found: list[Statement], name: str) -> Statement:
    """Values and solved equations in a row: a solution set, or, for several unknowns, a system."""
    solved = [solved_for(one) for one in found]
    named = [one for one in solved if one is not None]
    if not found or not all(isinstance(one, Values) or known for one, known in zip(found, solved, strict=True)):
        raise Unreadable("several")
    unknowns = {_base(one[0]) for one in named} if len(named) > 1 else {one[0] for one in named}
    if len(unknowns) > 1:
        if len(named) < len(found) or len({one[0] for one in named}) < len(named):
            raise Unreadable("several")
        return System(tuple(named))
    members = [
        member
        for one, known in zip(found, solved, strict=True)
        for member in ((known[1],) if known is not None else one.members if isinstance(one, Values) else ())
    ]
    return Values(tuple(members), name or next(iter(unknowns), ""))


def _base(name: str) -> str:
    return name.partition("_")[0]


def _single(text: str, tight: bool) -> Statement:
    pieces = _SIGNS.split(text)
    if len(pieces) > 1:
        sides = [formula(side.strip(), tight=tight) for side in pieces[::2]]
        signs = [{"=<": "<=", "=>": ">="}.get(sign, sign) for sign in pieces[1::2]]
        return Region((tuple(Comparison(a, sign, b) for a, sign, b in zip(sides, signs, sides[1:], strict=False)),))
    sides = [formula(side.strip(), tight=tight) for side in re.split(r"==?", text)]
    return Values((sides[0],)) if len(sides) == 1 else Equation(tuple(sides))


def _intervals(body: str, name: str, tight: bool) -> Region | None:
    """The union of intervals such as (-oo, 2] union (3, oo)."""
    alternatives = []
    for piece in re.split(r"\bunion\b|\bor\b|(?<=[)\]])\s*[Uu]\s*(?=[(\[])", body):
        ends = re.fullmatch(r"\s*([(\[\]])\s*([^,;()]+(?:\([^()]*\))?[^,;()]*)[,;]\s*([^,;]+?)\s*([)\]\[])\s*", piece)
        if ends is None:
            return None
        opening, low, high, closing = ends.groups()
        comparisons = []
        if not re.fullmatch(r"\s*-\s*oo\s*", low):
            comparisons.append(
                Comparison(Name(name), ">=" if opening == "[" else ">", formula(low.strip(), tight=tight))
            )
        if not re.fullmatch(r"\s*\+?\s*oo\s*", high):
            comparisons.append(
                Comparison(Name(name), "<=" if closing == "]" else "<", formula(high.strip(), tight=tight))
            )
        alternatives.append(tuple(comparisons))
    return Region(tuple(alternatives)) if alternatives else None


def solved_for(stated: Statement) -> tuple[str, Node] | None:
    """The unknown and its value, where an equation has one alone on one side and not on the other."""
    if not isinstance(stated, Equation):
        return None
    for place, other in ((0, -1), (-1, 0)):
        side, value = stated.sides[place], stated.sides[other]
        if isinstance(side, Name) and side.name not in names(value):
            return side.name, value
    return None


def names_in(stated: Statement) -> frozenset[str]:
    """The names in all of what is stated."""
    trees: list[Node] = []
    match stated:
        case Values(members=members) | Point(members=members):
            trees = list(members)
        case Equation(sides=sides):
            trees = list(sides)
        case System(values=values):
            trees = [*(value for _name, value in values), *(Name(name) for name, _value in values)]
        case Region(alternatives=alternatives):
            trees = [side for one in alternatives for each in one for side in (each.left, each.right)]
        case _:
            pass
    return frozenset(name for tree in trees for name in names(tree))


def mapped(stated: Statement, change: Callable[[Node], Node], to: Mapping[str, str]) -> Statement:
    """What is stated with each tree changed, and the unknowns renamed."""
    match stated:
        case Values(members=members, name=name):
            return Values(tuple(change(one) for one in members), to.get(name, name))
        case Point(members=members):
            return Point(tuple(change(one) for one in members))
        case Equation(sides=sides):
            return Equation(tuple(change(one) for one in sides))
        case System(values=values):
            return System(tuple((to.get(name, name), change(value)) for name, value in values))
        case Region(alternatives=alternatives):
            return Region(
                tuple(
                    tuple(Comparison(change(each.left), each.sign, change(each.right)) for each in one)
                    for one in alternatives
                )
            )
        case _:
            return stated
