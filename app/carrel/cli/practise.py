"""`carrel practise` and `carrel review`: practice in the terminal, or as JSON, an object a step.

Every line of standard input is an answer, one of three signs (`SIGNS`), a reason behind “~ ”, or a question about the
item behind “? ”. With ``--json``, the first object shows the first item; each line that is read gives one object: a
standing, an error, or a reply (formats.md §3); and after an item has ended, another object shows the next one, until
``"state": "done"``. Empty lines are passed over. A session that ends early is gone on with next time.
"""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from carrel.base.errors import CarrelError, Stopped
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.cli.practice_page import print_end, print_item, print_outcome
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable, tell, tell_distress
from carrel.flows import coach, read_in
from carrel.flows import practise as flow
from carrel.flows.able import why_not
from carrel.flows.choose_practice import for_task, named_document, named_skill, named_topic
from carrel.flows.classes.policy import follows, rules_of
from carrel.flows.examine.quiz import Quiz, quiz_on_document
from carrel.flows.kit import Kit
from carrel.flows.practise import NothingToPractise, PracticeRefused, Wish
from carrel.flows.practised import outcome
from carrel.flows.profile import of_learner
from carrel.flows.standing import Standing
from carrel.wiring import open_house

SIGNS = {"?": flow.hint, "!": flow.give_up, ">": flow.go_on}
"""What a line that is a single sign does; one that begins with “~ ” contests the last verdict."""


def practise(arguments: Namespace) -> None:
    """A session over a skill, a topic, a source, or everything; without either, what lies open is gone on with."""
    house = open_house(os.environ)
    try:
        kit = of_learner(house.kit, arguments.learner)
        wish = replace(_wish(kit, arguments), learner=kit.learner)
        goes_on = wish.scope == "mix" and not (arguments.new or arguments.timed)
        begun = flow.resume(kit, learner=kit.learner) if goes_on else None
        _Session(kit, begun or flow.begin(kit, wish), as_json=arguments.json).run()
    finally:
        house.close()


def review(arguments: Namespace) -> None:
    """A session over what is due."""
    house = open_house(os.environ)
    try:
        kit = of_learner(house.kit, arguments.learner)
        begun = flow.begin(kit, Wish("due", count=arguments.count, learner=kit.learner))
        _Session(kit, begun, as_json=arguments.json).run()
    except NothingToPractise as nothing:
        print(f"{nothing.what}\n{nothing.next_step}", file=sys.stderr)
    finally:
        house.close()


def _wish(kit: Kit, arguments: Namespace) -> Wish:
    if arguments.skill is not None:
        return Wish("skill", (named_skill(kit, arguments.skill),), arguments.count, arguments.timed)
    if arguments.topic is not None:
        return Wish("topic", (named_topic(kit, arguments.topic),), arguments.count, arguments.timed)
    if arguments.task is not None:
        return for_task(kit, arguments.task)
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
                    if not (step.by_model or step.written) and (why := why_not(kit, "items")):
                        line.clear()
                        print(why, file=sys.stderr)
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
        self._said = begun.said.attempt if begun.said is not None else ""

    def run(self) -> None:
        """Until the session is done, or nobody says anything any more."""
        self._tell_manner()
        self._show_item()
        try:
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
        except KeyboardInterrupt:
            print("\n" + _("Everything you did is kept. “carrel practise” goes on here."), file=sys.stderr)
            raise

    def _tell_manner(self) -> None:
        """Say what the tutor follows in a task of a class."""
        held = rules_of(self._kit, self._now.session)
        if held is not None and held.behaviour is not None:
            print(follows(held.behaviour), _("“carrel class mine --whole” shows all of it."), file=sys.stderr)

    def _act(self, line: str) -> None:
        """Do what a line says, show it, and go on when the item has ended."""
        before = self._now
        if line.startswith("? "):
            self._ask(line[2:])
            return
        if line.startswith("~ "):
            self._contest(line[2:])
            return
        act = SIGNS.get(line.strip())
        session = before.session
        answer = _answer(line)
        if not act:
            tell_distress(self._kit, answer)
        self._now = act(self._kit, session) if act else flow.attempt(self._kit, session, answer)
        if not act and self._now.said is not None:
            self._said = self._now.said.attempt
        if self._now.number != before.number or self._now.state != "open":
            self._show_item()
            return
        self._show(lambda: print_outcome(before, self._now))
        if self._now.settled and self._now.recap is None:
            self._now = flow.go_on(self._kit, session)
            self._show_item()

    def _ask(self, text: str) -> None:
        """Ask about the item that lies open; Ctrl-C stops the reply and not the session."""
        tell_distress(self._kit, text)
        with stoppable() as cancel:
            told = tell(self._kit, coach.ask(self._kit, self._now.session, text, cancel), self._as_json)
        if self._as_json:
            print(json.dumps(told, ensure_ascii=False), flush=True)

    def _contest(self, reason: str) -> None:
        """Keep why the last verdict is wrong, also where the session has gone on to the next item."""
        tell_distress(self._kit, reason)
        if not self._said:
            raise PracticeRefused(
                _("There is no verdict yet that could be wrong."), _("Answer first, then say why you disagree.")
            )
        flow.contest(self._kit, self._said, reason)
        self._now = flow.resume(self._kit, self._now.session) or self._now
        self._show(lambda: print(_("Your reason is kept, for a person to look at.")))

    def _show_item(self) -> None:
        now = self._now
        if now.state == "done":
            self._show(lambda: print_end(outcome(self._kit, now.session)))
        else:
            self._show(lambda: print_item(now))

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
