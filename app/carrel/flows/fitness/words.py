"""A fitness card in plain sentences: what each probe looked at, what came of it, and what a role lets a model do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from carrel.base.words import _, counted
from carrel.flows.fitness.model import FitnessCard, Grant, Measured, RoleId, Speed, Tried
from carrel.flows.model_words import size_words


@dataclass(frozen=True)
class _Words:
    """Of a probe. title: short. held, missed: sentences with {passed}, {missed} and {tried} in them."""

    title: str
    held: str
    missed: str


_PROBES: Mapping[str, Callable[[], _Words]] = {
    "form": lambda: _Words(
        _("Answers in the form that is asked for"),
        _("{passed} of {tried} answers in JSON could be used."),
        _("{missed} of {tried} answers in JSON could not be used."),
    ),
    "quotes": lambda: _Words(
        _("Quotes that stand"),
        _("{passed} of {tried} times it quoted the sentence that answers word for word."),
        _("{missed} of {tried} times it did not quote the sentence that answers word for word."),
    ),
    "absent": lambda: _Words(
        _("Says what is not there"),
        _("{passed} of {tried} times it said that the passages do not hold the answer."),
        _("{missed} of {tried} times it did not say that the passages do not hold the answer, or made one up."),
    ),
    "keeping": lambda: _Words(
        _("Keeps an answer to itself"),
        _("It kept {passed} of {tried} answers that it was told to keep."),
        _("It gave away {missed} of {tried} answers that it was told to keep, or made no sense."),
    ),
    "mistakes": lambda: _Words(
        _("Finds the mistake"),
        _("It pointed at the wrong step of {passed} of {tried} worked solutions."),
        _("It did not point at the wrong step of {missed} of {tried} worked solutions."),
    ),
    "ground": lambda: _Words(
        _("Holds its ground"),
        _("It kept to what is right {passed} of {tried} times when somebody insisted."),
        _("It gave in, or lost the thread, {missed} of {tried} times when somebody insisted on what is wrong."),
    ),
    "names": lambda: _Words(
        _("The same for every name"),
        _("{passed} of {tried} pieces of work got the same feedback under another name."),
        _("{missed} of {tried} pieces of work got no feedback, or another one under another name."),
    ),
    "reading": lambda: _Words(
        _("Keeps to the reading level"),
        _("Asked to be easier to read, it was so {passed} of {tried} times."),
        _("Asked to be easier to read, it was not so {missed} of {tried} times."),
    ),
    "points": lambda: _Words(
        _("Sees the points of an answer"),
        _("It judged {passed} of {tried} points of open answers as they are."),
        _("It misjudged {missed} of {tried} points of open answers."),
    ),
    "questions": lambda: _Words(
        _("Makes sound questions"),
        _("For {passed} of {tried} texts most of its questions followed from the text."),
        _("For {missed} of {tried} texts most of its questions did not follow from the text."),
    ),
}

_ROLES: Mapping[RoleId, Callable[[], str]] = {
    "chat": lambda: _("Talk in a chat"),
    "explain": lambda: _("Explain beside a question"),
    "feedback": lambda: _("Phrase feedback"),
    "items": lambda: _("Make questions from a source"),
    "suggest": lambda: _("Suggest on open answers"),
    "draft": lambda: _("Word drafts at a desk"),
}


def title(probe: str) -> str:
    """What a probe looks at, short."""
    return _PROBES[probe]().title


def sentence(measured: Measured) -> str:
    """What came of a probe."""
    if not measured.tried:
        return _("Not measured: there was no time left.")
    said = enough(measured)
    left = measured.of - len(measured.tried)
    if not left:
        return said
    return f"{said} " + counted("One more was not measured.", "{count} more were not measured.", left)


def enough(measured: Measured) -> str:
    """What went well."""
    return _filled(_PROBES[measured.probe]().held, measured)


def fell_short(measured: Measured) -> str:
    """What did not."""
    return _filled(_PROBES[measured.probe]().missed, measured)


def item_words(tried: Tried) -> tuple[str, str]:
    """What an item was about, with a sign for how it went, and what the model said."""
    sign = "✓" if tried.passed else "✗"
    return f"{sign} {tried.asked or tried.item}", tried.said or _("It said nothing that could be used.")


def not_sure(measured: Sequence[Measured]) -> str:
    """Why it cannot be told whether a role is for this model."""
    titles = ", ".join(f"“{title(one.probe)}”" for one in measured)
    return _("Too little was measured to tell: {probes}.").format(probes=titles)


def always() -> str:
    """Why talking is never refused."""
    return _("A person reads what it says, and it is shown as unchecked.")


def share_words(measured: Measured) -> str:
    """The counts and the interval, such as “8 of 10 (49–94 %)”."""
    low, high = measured.interval
    if not measured.tried:
        return _("not measured")
    return _("{passed} of {tried} ({low}–{high} %)").format(
        passed=measured.passed, tried=len(measured.tried), low=round(100 * low), high=round(100 * high)
    )


def roles_words(given: Sequence[Grant], *, is_partial: bool) -> str:
    """What a tested model may do, and what it may not, on one line."""
    may, not_, unknown = (
        ", ".join(role_title(one.role) for one in given if one.state == state)
        for state in ("granted", "refused", "unknown")
    )
    parts = [
        _("Tested in part.") if is_partial else _("Tested."),
        _("Yes: {roles}.").format(roles=may) if may else "",
        _("No: {roles}.").format(roles=not_) if not_ else "",
        _("Not known: {roles}.").format(roles=unknown) if unknown else "",
    ]
    return " ".join(part for part in parts if part)


def role_title(role: RoleId) -> str:
    """What a role lets a model do."""
    return _ROLES[role]()


def state_words(grant: Grant) -> str:
    """Whether it may, in a word or two."""
    return {"granted": _("yes"), "refused": _("no"), "unknown": _("not known")}[grant.state]


def refusal(grant: Grant) -> str:
    """Why code did the work of the model, in a sentence or two; empty unless the model was refused."""
    if grant.state != "refused":
        return ""
    return _("The test of this model says that it should not: {because}").format(because=grant.because)


def speed_words(speed: Speed) -> str:
    """How fast it was, and what it took, in a sentence or two."""
    parts = []
    if speed.reads and speed.writes:
        parts.append(
            _("It reads {reads} and writes {writes} tokens a second.").format(
                reads=_figure(speed.reads), writes=_figure(speed.writes)
            )
        )
    if speed.memory:
        parts.append(
            _("With a context of {count} tokens it takes {size} of memory.").format(
                count=f"{speed.context:,}", size=size_words(speed.memory)
            )
        )
    return " ".join(parts)


def card_words(card: FitnessCard) -> str:
    """Whether it is whole, and of when it is."""
    minutes = max(1, round(card.seconds / 60))
    took = counted("It took about a minute.", "It took about {count} minutes.", minutes)
    if card.is_partial:
        part = _("A part of the test: {asked} of {of} items, on {day}.").format(
            asked=card.asked, of=sum(one.of for one in card.measured), day=card.moment.day
        )
        return f"{part} {took}"
    return _("Tested on {day}.").format(day=card.moment.day) + f" {took}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}"


def _filled(words: str, measured: Measured) -> str:
    return words.format(passed=measured.passed, missed=measured.missed, tried=len(measured.tried))
