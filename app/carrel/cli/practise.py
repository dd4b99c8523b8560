"""`carrel practise` and `carrel review`: practice in the terminal, or as JSON, an object a step.

Every line of standard input is an answer or one of four signs (`SIGNS`). With ``--json``, the first object shows the
first item; each line that is read gives one object, a standing or an error; and after an item has ended, another object
shows the next one, until ``"state": "done"``. Empty lines are passed over. A session that ends early is gone on with
next time.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from carrel.assessment.attempts.showing import Shown
from carrel.base.errors import CarrelError, Stopped
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable, tell_distress
from carrel.flows import practise as flow
from carrel.flows import read_in
from carrel.flows.choose_practice import named_document, named_skill, named_topic
from carrel.flows.examine.quiz import Quiz, quiz_on_document
from carrel.flows.kit import Kit
from carrel.flows.ladder import Rung
from carrel.flows.practise import NothingToPractise, Wish
from carrel.flows.standing import Standing
from carrel.wiring import open_house

SIGNS = {"?": flow.hint, "!": flow.give_up, ">": flow.go_on}
"""What a line that is a single sign does; one that begins with “~ ” contests the last verdict."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def practise(arguments: Namespace) -> None:
    """A session over a skill, a topic, a source, or everything; without either, what lies open is gone on with."""
    house = open_house(os.environ)
    try:
        kit = house.kit
        wish = _wish(kit, arguments)
        goes_on = wish.scope == "mix" and not (arguments.new or arguments.timed)
        begun = flow.resume(kit) if goes_on else None
        _Session(kit, begun or flow.begin(kit, wish), as_json=arguments.json).run()
    finally:
        house.close()


def review(arguments: Namespace) -> None:
    """A session over what is due."""
    house = open_house(os.environ)
    try:
        begun = flow.begin(house.kit, Wish("due", count=arguments.count))
        _Session(house.kit, begun, as_json=arguments.json).run()
    except NothingToPractise as nothing:
        print(f"{nothing.what}\n{nothing.next_step}", file=sys.stderr)
    finally:
        house.close()


def _wish(kit: Kit, arguments: Namespace) -> Wish:
    if arguments.skill is not None:
        return Wish("skill", (named_skill(kit, arguments.skill),), arguments.count, arguments.timed)
    if arguments.topic is not None:
        return Wish("topic", (named_topic(kit, arguments.topic),), arguments.count, arguments.timed)
    if arguments.source is not None:
        return replace(_quiz(kit, arguments), timed=arguments.timed)
    return Wish("mix", (), arguments.count, arguments.timed)


def _quiz(kit: Kit, arguments: Namespace) -> Wish:
    """The practice over a quiz on a file, which is brought into the library, or on a document of it."""
    line = ProgressLine()
    with stoppable() as cancel:
        try:
            document = _document(kit, arguments.source, cancel, line)
            for step in quiz_on_document(kit, document, cancel, arguments.count, anew=arguments.new):
                if isinstance(step, Quiz):
                    return step.wish
                line.show(step)
        finally:
            line.clear()
    raise Stopped


def _document(kit: Kit, named: str, cancel: Cancel, line: ProgressLine) -> str:
    if not os.path.isfile(named):
        return named_document(kit, named)
    for step in read_in.read_in(kit, [Path(named)], cancel):
        if isinstance(step, read_in.Failed):
            raise step.error
        if isinstance(step, read_in.Read):
            return step.document.id
        line.show(step)
    raise Stopped


class _Session:
    """A session that is driven by lines of standard input."""

    def __init__(self, kit: Kit, begun: Standing, *, as_json: bool) -> None:
        self._kit, self._now, self._as_json = kit, begun, as_json

    def run(self) -> None:
        """Until the session is done, or nobody says anything any more."""
        self._show_item()
        for line in _lines(interactive=not self._as_json):
            if self._now.state != "open":
                return
            try:
                self._act(line)
            except CarrelError as error:
                self._tell_error(error)
                continue
            if self._now.state != "open":
                return

    def _act(self, line: str) -> None:
        """Do what a line says, show it, and go on when the item has ended."""
        before = self._now
        if line.startswith("~ "):
            tell_distress(self._kit, line)
            flow.contest(self._kit, before.said.attempt if before.said is not None else "", line[1:])
            self._now = flow.resume(self._kit, before.session) or before
            self._show(lambda: print(_("Your reason is kept, for a person to look at.")))
            return
        act = SIGNS.get(line.strip())
        session = before.session
        answer = _answer(line)
        if not act:
            tell_distress(self._kit, answer)
        self._now = act(self._kit, session) if act else flow.attempt(self._kit, session, answer)
        if self._now.number != before.number or self._now.state != "open":
            self._show_item()
            return
        self._show(lambda: _print_outcome(before, self._now))
        if self._now.settled and self._now.recap is None:
            self._now = flow.go_on(self._kit, session)
            self._show_item()

    def _show_item(self) -> None:
        self._show(lambda: _print_item(self._now))

    def _show(self, words: Callable[[], None]) -> None:
        if self._as_json:
            print(json.dumps(asdict(self._now), ensure_ascii=False), flush=True)
        else:
            words()

    def _tell_error(self, error: CarrelError) -> None:
        if self._as_json:
            print(json.dumps(error.as_json(), ensure_ascii=False), flush=True)
        print(f"{error.what}\n{error.next_step}", file=sys.stderr)


def _answer(line: str) -> object:
    """The answer that a line says: itself, or what a line of JSON holds under “answer”."""
    if line.lstrip().startswith("{"):
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            return line
        return said["answer"] if isinstance(said, dict) and "answer" in said else line
    return line


def _lines(*, interactive: bool) -> Iterator[str]:
    """Non-empty lines of standard input until its end."""
    prompt = _("Your answer: ") if interactive and sys.stdin.isatty() else ""
    if prompt:
        import readline  # noqa: F401, PLC0415 - gives the prompt a history, where there is one
    while True:
        try:
            line = input(prompt)
        except EOFError:
            return
        if line.strip():
            yield line


def _print_item(now: Standing) -> None:
    if now.item is None:
        print(_("That was the last one. Everything you did is kept."))
        return
    print("\n" + _("{number} of {wanted}").format(number=now.number, wanted=now.wanted))
    _print_text(now.item.prompt)
    for line in _parts(now.item):
        _print_text(line)
    if now.item.unreviewed:
        print(_("(Made by Carrel from this text, and not checked by a person.)"))
    if now.number == 1 and sys.stdin.isatty():
        print(_("“?” takes a hint, “!” shows the solution after real tries, “>” goes on."), file=sys.stderr)


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


def _print_outcome(before: Standing, now: Standing) -> None:
    if now.said is not None and now.tried != before.tried:
        _print_text(now.said.why)
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
