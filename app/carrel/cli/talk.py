"""`carrel ask` and `carrel chat`: the conversation in a terminal."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from carrel.base.errors import CarrelError, Stopped
from carrel.base.show import inside, unmarked
from carrel.base.words import _
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.adapters import adapter_of
from carrel.flows import attach, browse, coach, courses, distress, grow, practise, profile, teach
from carrel.flows.behaviours import keeping
from carrel.flows.kit import Kit
from carrel.flows.prepare import Beginning, prompt_for
from carrel.library.evidence.model import Citation
from carrel.wiring import open_house


def ask(arguments: Namespace) -> None:
    """One question, its answer streamed; kept like every conversation."""
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    house = open_house(os.environ)
    try:
        kit = profile.of_learner(house.kit, arguments.learner)
        asking = _asking(kit, text, arguments)
        if arguments.prompt:
            print(asking.prompt(Cancel()))
            return
        card = tell_distress(kit, text)
        with stoppable() as cancel:
            told = card | tell(kit, asking.steps(cancel), arguments.json)
        if arguments.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        if cancel.is_set:
            raise Stopped
    finally:
        house.close()


@dataclass(frozen=True)
class _Asking:
    """A question that is ready to be asked, and the exact text that the model would receive for it."""

    steps: Callable[[Cancel], Iterator[teach.Step]]
    prompt: Callable[[Cancel], str]


def _asking(kit: Kit, text: str, arguments: Namespace) -> _Asking:
    """The question, by the mode: with practice it is about the item that lies open, if one does, else for hints."""
    is_practice = arguments.mode == "practice"
    if is_practice and not (arguments.course or arguments.files or arguments.behaviour):
        lying_open = practise.resume(kit, learner=kit.learner)
        if lying_open is not None:
            session = lying_open.session
            return _Asking(partial(coach.ask, kit, session, text), partial(coach.prompt_for, kit, session, text))
    course = courses.named(kit, arguments.course).id if arguments.course else None
    mode = None if is_practice else arguments.mode
    behaviour = keeping.one(kit, arguments.behaviour).behaviour.name if arguments.behaviour else None
    beginning = Beginning(course, arguments.model, mode, is_practice, behaviour)
    texts = [attach.read_file(kit, Path(file)) for file in arguments.files]
    return _Asking(
        lambda cancel: teach.say(kit, None, text, cancel, beginning, texts),
        lambda cancel: prompt_for(kit, text, cancel, beginning, texts),
    )


def chat(arguments: Namespace) -> None:
    """A conversation, a turn a line; with --json, a line of JSON for each."""
    house = open_house(os.environ)
    try:
        conversation = arguments.conversation
        if conversation is not None:
            browse.conversation(house.kit, conversation)
        if not arguments.json:
            _welcome(house.kit, conversation)
        for text in _turns(interactive=not arguments.json):
            try:
                card = tell_distress(house.kit, text)
                with stoppable() as cancel:
                    beginning = Beginning(model=arguments.model)
                    steps = teach.say(house.kit, conversation, text, cancel, beginning, ())
                    told = card | tell(house.kit, steps, arguments.json)
            except CarrelError as error:
                if arguments.json:
                    print(json.dumps(error.as_json(), ensure_ascii=False), flush=True)
                print(f"{error.what}\n{error.next_step}", file=sys.stderr)
                continue
            conversation = told["conversation"]
            if arguments.json:
                print(json.dumps(told, ensure_ascii=False), flush=True)
    finally:
        house.close()


def tell_distress(kit: Kit, said: object) -> dict[str, Any]:
    """Print the card for somebody in distress at once, where what they wrote shows it.

    Returns what is added to an object of formats.md: the lines of the card under ``card``, or nothing.
    """
    card = distress.card(kit.settings.current, said)
    if card is None:
        return {}
    print("\n" + "\n".join(card.lines) + "\n", file=sys.stderr, flush=True)
    return {"card": list(card.lines)}


def _turns(*, interactive: bool) -> Iterator[str]:
    """Non-empty lines of standard input until its end, or until a person says goodbye with Ctrl-C at the prompt."""
    prompt = _("You: ") if interactive and sys.stdin.isatty() else ""
    if prompt:
        import readline  # noqa: F401, PLC0415 - gives the prompt a history, where there is one
    while True:
        try:
            line = input(prompt)
        except (EOFError, KeyboardInterrupt):
            if prompt:
                print(file=sys.stderr)
            return
        if line.strip():
            yield line


def _welcome(kit: Kit, conversation: str | None) -> None:
    print(_("Carrel is a program and can be wrong. What you write stays on this computer."), file=sys.stderr)
    if sys.stdin.isatty():
        print(_("Ctrl-C stops an answer, Ctrl-D ends the conversation."), file=sys.stderr)
    if conversation is not None:
        for message in browse.thread(kit, conversation):
            who = _("You: ") if message.role == "user" else "Carrel: "
            print(f"{who}{message.text}", file=sys.stderr)


def tell(kit: Kit, steps: Iterator[teach.Step], as_json: bool) -> dict[str, Any]:
    """Show a reply while it is made; returns the object of formats.md §3."""
    told: dict[str, Any] = {}
    waiting, streamed = _Waiting(), ""
    for step in steps:
        if isinstance(step, Progress):
            waiting.show(step)
        elif isinstance(step, Delta):
            waiting.clear()
            if not as_json and not step.reasoning:
                print(step.text, end="", flush=True)
                streamed += step.text
        elif isinstance(step, grow.Replied):
            waiting.clear()
            told = _object(step)
    if not as_json:
        _tell_checked(told, streamed)
    if told["finish"] == "stopped":
        print(_("(stopped; what was said is kept)"), file=sys.stderr)
    return told


def _tell_checked(told: dict[str, Any], streamed: str) -> None:
    """What the check made of the reply, where that is not what was streamed, and the sentences it cites."""
    if not streamed:
        print(told["answer"], flush=True)
    elif told["answer"].startswith(streamed.strip()):
        print(told["answer"].removeprefix(streamed.strip()), flush=True)
    elif told["answer"].strip() != streamed.strip() and told["citations"]:
        print("\n\n" + _("Compared with your sources:") + "\n" + told["answer"], flush=True)
    else:
        print(flush=True)
    for one in told["citations"]:
        place = ", ".join(filter(None, (inside(one["document"]), inside(one["locator"]))))
        print(f"[{one['n']}] {place}: “{inside(unmarked(' '.join(one['quote'].split())))}”", flush=True)


def _object(replied: grow.Replied) -> dict[str, Any]:
    message, evidence = replied.message, replied.evidence
    return {
        "answer": message.text,
        "state": evidence.state if evidence is not None else "unchecked",
        "citations": [as_citation(one) for one in evidence.citations] if evidence is not None else [],
        "searched": {
            "query": evidence.query if evidence is not None else "",
            "hits": evidence.hits if evidence is not None else 0,
        },
        "model": {"name": message.model, "where": message.where, **_worn(message.model)},
        "dropped": list(replied.dropped),
        "timing": vars(message.timing),
        "finish": message.finish,
        "conversation": message.conversation,
        "message": message.id,
    }


def _worn(model: str | None) -> dict[str, str]:
    """The adapter that had a part in a reply, if one had."""
    adapter = adapter_of(model or "")
    return {"adapter": adapter} if adapter else {}


def as_citation(citation: Citation) -> dict[str, Any]:
    """A citation as an object of formats.md §3."""
    return {"n": citation.n, "document": citation.title, "locator": citation.label, "quote": citation.quote}


class _Waiting:
    """One line on a terminal that says what is being waited for."""

    def __init__(self) -> None:
        self._shown = False

    def show(self, progress: Progress) -> None:
        """Say it, over what was said before."""
        if sys.stderr.isatty():
            share = f" {100 * progress.done // progress.total} %" if progress.total else "…"
            print(f"\r\x1b[K{progress.label}{share}", end="", file=sys.stderr, flush=True)
            self._shown = True

    def clear(self) -> None:
        """Take it away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False


@contextmanager
def stoppable() -> Iterator[Cancel]:
    """Ctrl-C asks the work to stop where that is safe; a second one ends the program."""
    cancel = Cancel()

    def stop(_number: int, _frame: FrameType | None) -> None:
        if cancel.is_set:
            raise KeyboardInterrupt
        cancel.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield cancel
    finally:
        signal.signal(signal.SIGINT, before)
