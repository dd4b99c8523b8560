"""Marks formulas, equations and solutions by what they are worth, and by their form where one is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from carrel.assessment.algebra import statements as said_in
from carrel.assessment.algebra.constant import is_constant_of_integration, same_but_for_a_constant, without_constant
from carrel.assessment.algebra.forms import has_form
from carrel.assessment.algebra.sets import same_region, same_solutions
from carrel.assessment.algebra.statements import (
    Equation,
    Point,
    Region,
    Statement,
    System,
    Values,
    Whole,
    solved_for,
    statement,
)
from carrel.assessment.algebra.tokens import Unreadable
from carrel.assessment.algebra.tree import Name, Node, names, renamed
from carrel.assessment.algebra.values import same
from carrel.assessment.marking.answers import as_text
from carrel.assessment.marking.frames import unframed
from carrel.assessment.marking.verdicts import best, cant_tell, partly, right, wrong
from carrel.assessment.model import Answer, Item, Verdict
from carrel.base.words import _

MOST = 400
"""The longest answer that is looked into, in characters."""

_NOT = re.compile(r"\bnot\b|n['’]t\b|\bnever\b", re.IGNORECASE)
_WORDS = re.compile(r"[A-Za-z]{4,}")
_SIGNS = {
    "squared": "^2",
    "cubed": "^3",
    "plus": "+",
    "minus": "-",
    "times": "*",
    "multiplied by": "*",
    "over": "/",
    "divided by": "/",
    "to the power of": "^",
    "to the power": "^",
    "the square root of": "√",
    "square root of": "√",
    "root": "√",
    "equals": "=",
    "is equal to": "=",
    "is": "=",
    "is greater than": ">",
    "is less than": "<",
    "plus or minus": "±",
}
_SPOKEN = re.compile(rf"\b(?:{'|'.join(sorted(_SIGNS, key=len, reverse=True))})\b", re.IGNORECASE)
_AFTER_BRACKET = re.compile(r"\)\s*(?=\d)")
_POSITIVE = re.compile(
    r"\b([a-z])\$?\s*(?:(?:>=?|≥|\\g[te]q?)\s*0\b|is (?:a )?(?:positive|(?:greater|more) than (?:0|zero))\b)"
)


_ALONE = re.compile(
    r"\b(?:subject|solve[sd]?|solving|rearrang\w*|isolate\w*|in terms of|express \$?\w\b|transpose\w*)\b", re.IGNORECASE
)
"""What a question says that wants one letter alone on its side."""


@dataclass(frozen=True)
class Asked:
    """What an answer is compared with besides the key: the form, the question, and the names above zero."""

    form: str
    prompt: str
    positive: frozenset[str]


def mark(item: Item, answer: Answer) -> Verdict:
    """The verdict on an expression item."""
    said = ", ".join(answer) if isinstance(answer, tuple) else as_text(answer)
    if len(said) > MOST:
        return cant_tell(_("This is too long for a question that asks for a formula."))
    asked = Asked(item.form, item.prompt, frozenset(_POSITIVE.findall(item.prompt)))
    keys = [key for key in (_key(text) for text in item.answers) if key is not None]
    if not keys:
        return cant_tell(_("The key of this question cannot be read as a formula, so nobody can be marked by it."))
    return best([_against(key, said, asked) for key in keys])


@lru_cache(maxsize=1024)
def _key(text: str) -> Statement | None:
    """What the key says; one with a number right after a bracket, a factor or a power, says nothing for sure."""
    try:
        return None if _AFTER_BRACKET.search(text) else statement(text)
    except Unreadable:
        return None


def _against(key: Statement, said: str, asked: Asked) -> Verdict:
    """The kindest of the readings; a reading that is not the plain one can only make it “can't tell”."""
    readings = _readings(said, isinstance(key, Region))
    if not readings:
        return _unread(said)
    verdicts = [_compared(key, _folded(reading, key), asked) for reading in readings]
    if verdicts[0].verdict in {"right", "partly"} or all(verdict.verdict != "right" for verdict in verdicts):
        return verdicts[0]
    return cant_tell(_("This can be read in two ways. Write it with brackets, and with a point in decimal numbers."))


def _readings(said: str, region: bool) -> list[Statement]:
    texts = [unframed(said)] if len(unframed(said)) > 1 or len(said) < 2 else [said]
    texts = [re.sub(r"(?<=\d)\.$", "", text) for text in texts]
    comma = re.sub(r"(?<=\d),(?=\d)", ".", texts[0])
    if comma != texts[0]:
        texts = [texts[0], comma, re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", texts[0])]
    if _AFTER_BRACKET.search(texts[0]):
        texts.append(_AFTER_BRACKET.sub(")^", texts[0]))
    found: list[Statement] = []
    for text in texts:
        for tight in (False, True):
            try:
                read = statement(text, tight=tight, region=region)
            except Unreadable:
                continue
            if read not in found:
                found.append(read)
    spoken = _SPOKEN.sub(lambda word: _SIGNS[word[0].casefold()], texts[0])
    return found if found or spoken == texts[0] else _readings(spoken, region)


def _unread(said: str) -> Verdict:
    """A text that is no formula: plain words are no answer, and what may be one in another notation is left open."""
    if _NOT.search(said) or (_WORDS.search(said) and "\\" not in said):
        return wrong(_("I cannot read this as a formula. Write it like 3*(x + 2)."))
    return cant_tell(_("I cannot read this as a formula. Write it like 3*(x + 2)."))


def _folded(reading: Statement, key: Statement) -> Statement:
    """The reading with its names in the case of the key's, where only the case tells them apart."""
    known, given = said_in.names_in(key), said_in.names_in(reading)
    if given <= known or any(name.swapcase() in known for name in known):
        return reading
    to = {name: name.swapcase() for name in given - known if name.swapcase() in known and name.swapcase() not in given}
    return said_in.mapped(reading, lambda node: renamed(node, to), to) if to and _is_typed(to) else reading


def _is_typed(to: dict[str, str]) -> bool:
    """Whether capitals stand for small letters, as a telephone writes them, and not the other way round."""
    return all(name.isupper() and len(name) == 1 for name in to)


def _compared(key: Statement, given: Statement, asked: Asked) -> Verdict:  # noqa: PLR0911 - a case for each kind of key
    if isinstance(key, Whole) or isinstance(given, Whole):
        return right() if key == given else wrong()
    solved = solved_for(key)
    match key:
        case Values(members=members, name=name):
            return _with_values(members, name, given, asked)
        case Equation() if solved is not None:
            return _with_solved(key, solved, given, asked)
        case Equation():
            return _with_equation(key, given)
        case System(values=values):
            return _with_system(dict(values), given, asked)
        case Point(members=members):
            return _with_point(members, given, asked)
        case Region():
            return _with_region(key, given, asked) if isinstance(given, Region) else wrong()


def _with_values(members: tuple[Node, ...], name: str, given: Statement, asked: Asked) -> Verdict:
    """The key is one value, or a set of solutions."""
    solved = solved_for(given)
    if solved is not None and (not name or _base(solved[0]) == _base(name)) and solved[0] not in names(members[0]):
        return _as_set(members, (solved[1],), asked)
    match given:
        case Values(members=found, name=other):
            return _as_set(members, found, asked) if not name or not other or _base(name) == _base(other) else wrong()
        case Equation(sides=sides) if len(members) == 1:
            verdicts = [_as_set(members, (side,), asked) for side in sides]
            return best(verdicts) if all(verdict.verdict in {"right", "partly"} for verdict in verdicts) else wrong()
        case _:
            return wrong()


def _as_set(wanted: tuple[Node, ...], found: tuple[Node, ...], asked: Asked) -> Verdict:
    """All members of the key is right, some of them is partly, and anything else among them is wrong."""
    if len(wanted) == 1 and len(found) == 1:
        return _one_value(wanted[0], found[0], asked)
    matches = [[_equal(one, other, asked) for other in wanted] for one in found]
    if any(True not in row for row in matches):
        unsure = any(True not in row and None in row for row in matches)
        return cant_tell(_("I cannot tell whether all of these are solutions.")) if unsure else wrong()
    covered = sum(any(row[place] for row in matches) for place in range(len(wanted)))
    if covered == len(wanted):
        return right()
    return partly(covered / len(wanted), _("What you give is right, and it is not all."))


def _one_value(wanted: Node, found: Node, asked: Asked) -> Verdict:
    if is_constant_of_integration(wanted, asked.prompt):
        return _with_constant(wanted, found, asked)
    equal = _equal(wanted, found, asked)
    if equal and not has_form(asked.form, found, wanted):
        return partly(0.5, _("This is equal to the answer, and not yet in the form that was asked for."))
    return _told(equal)


def _with_constant(wanted: Node, found: Node, asked: Asked) -> Verdict:
    """The answer may differ from the key by a constant, and must say that any constant will do."""
    bare, named = without_constant(found)
    equal = same_but_for_a_constant(without_constant(wanted)[0], bare, asked.positive)
    if equal and not named:
        return partly(0.5, _("Something is missing that makes this all of the answers and not one of them."))
    return _told(equal)


def _equal(one: Node, other: Node, asked: Asked) -> bool | None:
    return same(one, other, asked.positive)


def _told(equal: bool | None) -> Verdict:
    if equal is None:
        return cant_tell(_("I cannot tell whether this is equal to the answer."))
    return right() if equal else wrong()


def _with_solved(key: Equation, solved: tuple[str, Node], given: Statement, asked: Asked) -> Verdict:
    """The key is x = …: the value alone will do, unless an equation was asked for."""
    name, value = solved
    other = solved_for(given)
    if isinstance(given, Values):
        if given.name and _base(given.name) != _base(name):
            return wrong()
        verdict = _as_set((value,), given.members, asked)
        if names(value) and verdict.verdict == "right" and re.search(r"\bequation\b", asked.prompt, re.IGNORECASE):
            return partly(0.5, _("This is one side of it. Write the whole equation."))
        return verdict
    if other is not None and other[0] == name:
        return _one_value(value, other[1], asked)
    if not isinstance(given, Equation):
        return wrong()
    verdict = _with_equation(key, given)
    is_asked_for = not names(value) or _ALONE.search(asked.prompt) is not None
    return _not_yet() if verdict.verdict == "right" and is_asked_for else verdict


def _with_region(key: Region, given: Region, asked: Asked) -> Verdict:
    """The same places; where the question wants it solved, and the key is, the answer has to be as well."""
    verdict = _told(same_region(key, given))
    is_owed = _ALONE.search(asked.prompt) is not None and _is_solved(key) and not _is_solved(given)
    return _not_yet() if verdict.verdict == "right" and is_owed else verdict


def _is_solved(region: Region) -> bool:
    """Whether each comparison has an unknown alone on one side, and no unknown on the other."""
    each = [one for alternative in region.alternatives for one in alternative]
    return all(
        any(
            isinstance(side, Name) and not names(other)
            for side, other in ((one.left, one.right), (one.right, one.left))
        )
        for one in each
    )


def _not_yet() -> Verdict:
    return partly(0.5, _("This is true of the answer. Go on until it stands alone."))


def _with_equation(key: Equation, given: Statement) -> Verdict:
    match given:
        case Equation(sides=(left, right_side)):
            return _told(same_solutions((key.sides[0], key.sides[-1]), (left, right_side)))
        case Values(members=(only,)) if any(same(side, only) for side in key.sides if names(side)):
            return partly(0.5, _("This is one side of it. Write the whole equation."))
        case _:
            return wrong()


def _with_system(values: dict[str, Node], given: Statement, asked: Asked) -> Verdict:
    """The key gives several unknowns; values in brackets come in the order of the alphabet, or in that of the key."""
    match given:
        case System(values=found):
            named = dict(found)
        case Point(members=members) if len(members) == len(values):
            named = dict(zip(sorted(values), members, strict=True))
        case Equation() if (solved := solved_for(given)) is not None:
            named = dict([solved])
        case _:
            return wrong()
    good = [name for name, value in values.items() if name in named and _equal(value, named[name], asked)]
    if len(good) < len(named):
        return wrong()
    return (
        right()
        if len(good) == len(values)
        else partly(len(good) / len(values), _("What you give is right, and it is not all."))
    )


def _with_point(members: tuple[Node, ...], given: Statement, asked: Asked) -> Verdict:
    match given:
        case Point(members=found) | Values(members=found):
            pass
        case System(values=values):
            found = tuple(value for _name, value in sorted(values))
        case _:
            return wrong()
    if len(found) != len(members):
        return wrong()
    equal = [_equal(one, other, asked) for one, other in zip(members, found, strict=True)]
    return _told(True if all(equal) else None if None in equal and False not in equal else False)


def _base(name: str) -> str:
    return name.partition("_")[0]
