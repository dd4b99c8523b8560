"""Items, what came of a try, and the end of a session, as lines of a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable

from carrel.assessment.attempts.showing import Shown
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows.coaching.words import next_step
from carrel.flows.ladder import Rung
from carrel.flows.practised import Outcome
from carrel.flows.standing import Standing

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def print_item(now: Standing) -> None:
    """The item that lies open, and what it is answered from."""
    if now.item is None:
        return
    print("\n" + _("{number} of {wanted}").format(number=now.number, wanted=now.wanted))
    _print_text(now.item.prompt)
    for line in _parts(now.item):
        _print_text(line)
    if now.item.unreviewed:
        print(_("(Made by Carrel from this text, and not checked by a person.)"))
    if now.number == 1 and sys.stdin.isatty():
        print(_("“?” takes a hint, “!” shows the solution after real tries, “>” goes on."), file=sys.stderr)
        print(_("“? why is …” asks about the question; Ctrl-C ends, and everything is kept."), file=sys.stderr)


def _parts(item: Shown) -> list[str]:
    """What is answered from, a line each."""
    lines = [f"{_LETTERS[number % 26]}) {text}" for number, text in enumerate(item.choices)]
    if item.multiple:
        lines.append(_("Name all that are right."))
    if item.pieces:
        lines.append(" ____ ".join(item.pieces))
        lines.append(_("Write what fills the gaps, with semicolons between them."))
    if item.lefts:
        lines += [*item.lefts, "—", *item.rights, _("Write pairs such as “left = right; left = right”.")]
    if item.steps:
        lines += [*(f"- {step}" for step in item.steps), _("Write the steps in order, with semicolons between them.")]
    return lines


def print_outcome(before: Standing, now: Standing) -> None:
    """What came of an act: what is said of a try, a hint, the solution, another approach."""
    if now.said is not None and now.tried != before.tried and now.settled != "shown":
        _print_text(now.said.why)
        if now.said.idea:
            _print_text(_("A common mix-up: {idea}.").format(idea=now.said.idea.rstrip(".")))
        if not now.settled and now.recap is None:
            print(next_step(now))
    if now.level != before.level and now.hints and not now.solution:
        _print_text(f"{_RUNGS[now.hints[-1].rung]()} {now.hints[-1].text}")
    if now.solution:
        _print_text(_("Worked solution: {text}").format(text=now.solution))
    if now.recap is not None and before.recap is None:
        print("\n" + _("Let us come to “{skill}” from another side.").format(skill=one_line(now.recap.name)))
        for text in (now.recap.lesson, now.recap.text, now.recap.example):
            _print_text(text)
        print(_("Go on with “>” when you have read this."))


_RUNGS: dict[Rung, Callable[[], str]] = {
    "restate": lambda: _("What is asked:"),
    "idea": lambda: _("The idea:"),
    "example": lambda: _("An example like it:"),
    "next_step": lambda: _("The next step:"),
    "solution": lambda: _("The solution:"),
}


def _print_text(text: str) -> None:
    """A text of a pack, line by line, without anything that would speak to the terminal."""
    for line in text.splitlines():
        print(one_line(line, 20_000))


def print_end(told: Outcome) -> None:
    """What came of a session that is done."""
    print("\n" + _("That was the last one. Everything you did is kept."))
    lines = (
        (told.unaided, counted("{count} right without help", "{count} right without help", told.unaided)),
        (told.helped, counted("{count} right with help or later", "{count} right with help or later", told.helped)),
        (told.missed, counted("{count} not yet", "{count} not yet", told.missed)),
        (told.unsure, counted("{count} left open", "{count} left open", told.unsure)),
    )
    if said := [words for count, words in lines if count]:
        print("; ".join(said))
    if told.back:
        first = told.back[0][0]
        later = _("The first of them comes back on {day}.").format(day=first)
        print(_("The first of them comes back later today.") if first <= told.today else later)
    if told.next is not None:
        print(_("Next: {what} ({because})").format(what=one_line(told.next.what), because=one_line(told.next.because)))
