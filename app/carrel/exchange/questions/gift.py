"""GIFT, the text format of Moodle: questions as a teacher types them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from carrel.assessment.model import Choice, Item
from carrel.base.words import _
from carrel.exchange.questions.api import Losses, QuestionFormat, Questions, Written, merged, unheld
from carrel.exchange.questions.gift_marks import as_tag, escaped, guarded
from carrel.exchange.questions.gift_numbers import number_of, tolerance_of
from carrel.exchange.questions.gift_reading import read, recognises

_ARROW = "->"
"""Parts the sides of a pair; GIFT has no way to mean the letters."""
_BLANK = "_____"


@dataclass(frozen=True)
class _Body:
    """A question: what stands before, inside and after its curly brackets, and what it could not carry.

    answers: a line for each. more: what follows the worked solution. lost: keys of KINDS_OF_LOSS.
    """

    before: str
    answers: tuple[str, ...]
    after: str = ""
    more: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def _choice(item: Item) -> _Body | None:
    right = sum(choice.right for choice in item.choices)
    if not right:
        return None
    lost = ("misconceptions",) if any(choice.misconception for choice in item.choices) else ()
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    marks = (f"~%{share}%", f"~%-{share}%") if item.multiple else ("=", "~")
    return _Body(item.prompt, tuple(_chosen(choice, *marks) for choice in item.choices), lost=lost)


def _chosen(choice: Choice, right: str, wrong: str) -> str:
    feedback = f"#{guarded(choice.feedback)}" if choice.feedback else ""
    return f"{right if choice.right else wrong}{guarded(choice.text)}{feedback}"


def _true_false(item: Item) -> _Body:
    return _Body(item.prompt, (item.answers[0].upper(),))


def _numeric(item: Item) -> _Body | None:
    """As numbers where every key is one in decimals, otherwise as a short answer."""
    prompt = f"{item.prompt} ({item.unit})" if item.unit else item.prompt
    numbers = tuple(number_of(answer) for answer in item.answers)
    in_unit = ("unit",) if item.unit else ()
    if None in numbers:
        return _typed(item, prompt, lost=(*in_unit, "kind", *(("tolerance",) if item.tolerance else ())))
    exact = tuple(f"{number}{tolerance_of(item, number)}" for number in numbers if number is not None)
    lost = (*in_unit, *(("tolerance",) if item.tolerance and item.tolerance.relative else ()))
    if len(exact) == 1:
        return _Body(prompt, (f"#{exact[0]}",), lost=lost)
    return _Body(prompt, ("#", *(f"={one}" for one in exact)), lost=lost)


def _text(item: Item) -> _Body | None:
    return _typed(item, item.prompt)


def _expression(item: Item) -> _Body | None:
    return _typed(item, item.prompt, lost=("kind", *(("form",) if item.form != "any" else ())))


def _typed(
    item: Item, before: str, after: str = "", answers: tuple[str, ...] | None = None, lost: tuple[str, ...] = ()
) -> _Body | None:
    """A short answer; None where none of the keys can be said."""
    keys = item.answers if answers is None else answers
    said = tuple(key for key in keys if _ARROW not in key)
    refused = tuple(word for word in item.reject if _ARROW not in word)
    if not said:
        return None
    kept = said if len(said) == len(keys) else said[:1]
    lines = (*(f"={_literal(key)}" for key in kept), *(f"=%0%{_literal(word)}" for word in refused))
    left = (
        *(("answers",) if len(kept) < len(keys) else ()),
        *(("rejected",) if len(refused) < len(item.reject) else ()),
        *_strictness(item),
    )
    return _Body(before, lines, after, lost=(*lost, *left))


def _literal(answer: str) -> str:
    """The answer with asterisks that are no wildcards."""
    return guarded(answer.strip().replace("*", r"\*"))


def _strictness(item: Item) -> tuple[str, ...]:
    return ("strictness",) if item.case_sensitive or item.accents_matter else ()


def _cloze(item: Item) -> _Body | None:
    """With one gap a missing word, with several a matching of their numbers."""
    start = f"{item.prompt}\n\n" if item.prompt else ""
    if len(item.gaps) == 1:
        gap = item.gaps[0]
        lost = (*(() if item.after.strip() else ("kind",)), *(("markup",) if "\n\n" in gap.before else ()))
        return _typed(item, start + gap.before, item.after, gap.answers, lost)
    numbered = "".join(f"{gap.before}({number}) {_BLANK}" for number, gap in enumerate(item.gaps, 1))
    lost = (
        "kind",
        *(("answers",) if any(len(gap.answers) > 1 for gap in item.gaps) else ()),
        *(("rejected",) if item.reject else ()),
        *_strictness(item),
    )
    firsts = tuple((f"({number})", gap.answers[0]) for number, gap in enumerate(item.gaps, 1))
    return _Body(start + numbered + item.after, _paired(firsts), lost=lost)


def _match(item: Item) -> _Body:
    return _Body(item.prompt, _paired(item.pairs))


def _order(item: Item) -> _Body:
    numbered = tuple((str(number), step) for number, step in enumerate(item.sequence, 1))
    return _Body(item.prompt, _paired(numbered), lost=("kind",))


def _paired(pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The arrow in a left side is Markdown that shows as an arrow; a right side may hold any."""
    lefts = (guarded(left.replace(_ARROW, r"-\>")) for left, _right in pairs)
    return tuple(
        f"={left} {_ARROW} {escaped(right.strip())}" for left, (_left, right) in zip(lefts, pairs, strict=True)
    )


def _open(item: Item) -> _Body:
    says = "\n".join(f"- {point.says or ' / '.join(point.any_of)}" for point in item.points)
    return _Body(item.prompt, (), more=(item.model_answer, says), lost=("points",))


_BODIES: dict[str, Callable[[Item], _Body | None]] = {
    "choice": _choice,
    "true_false": _true_false,
    "numeric": _numeric,
    "expression": _expression,
    "text": _text,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "open": _open,
}


def write(questions: Questions) -> Written:
    """The file; what no question can carry is counted, and spaces around a text are not kept."""
    bodies = [(item, _BODIES[item.kind](item)) for item in questions.items]
    held = [(item, body) for item, body in bodies if body is not None]
    left = Losses({"items": len(bodies) - len(held)} if len(held) < len(bodies) else {})
    common = unheld([item for item, _body in held], skills=True, solution=True)
    untagged = sum(None in map(as_tag, item.skills) for item, _body in held)
    own = [Losses(set(body.lost)) for _item, body in held]
    lost = merged([left, common, Losses({"skills": untagged} if untagged else {}), *own])
    return Written("\n".join(_block(item, body) for item, body in held).encode(), len(held), lost)


def _block(item: Item, body: _Body) -> str:
    names = [(kind, as_tag(name)) for kind, name in (("id", item.id), *(("tag", skill) for skill in item.skills))]
    told = " ".join(f"[{kind}:{name}]" for kind, name in names if name)
    solution = guarded("\n\n".join(part.strip() for part in (item.solution, *body.more) if part.strip()))
    inside = (*body.answers, *((f"####{solution}",) if solution else ()))
    return (
        (f"// {told}\n" if told else "")
        + f"[markdown]{escaped(body.before.lstrip())}{{\n"
        + "".join(f"{line}\n" for line in inside)
        + f"}}{escaped(body.after.rstrip())}\n"
    )


FORMAT = QuestionFormat("gift", lambda: _("GIFT (Moodle)"), ".gift", write, recognises, read)
