"""`carrel desk ticket`, `solved`, `proposals` and the like: what comes to a desk, and what it learns."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.base.decoding import NotText, decoded
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.base.work import Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.desk.model import ProposedArticle, Ticket, TicketState
from carrel.desk.reading.api import DeskRefused
from carrel.flows.desks import desks, learning, tickets
from carrel.flows.desks.files import content
from carrel.flows.desks.tickets import CameIn, NotIn

_SOME_FAILED = 1
_MOST_BYTES = 4_000_000
_SHOWN = 8
"""Last letters of an id: enough to tell it from others, and to name it by."""


def _ticket(arguments: Namespace) -> None:
    line = ProgressLine()
    failed = False
    with opened() as kit, stoppable() as cancel:
        desk = desks.use(kit, arguments.desk)
        if "-" in arguments.files:
            for thread in tickets.look_at_bytes(desk, sys.stdin.buffer.read(), cancel):
                _tell(tickets.keep(kit, desk, thread)[0], arguments)
        files = [Path(file) for file in arguments.files if file != "-"]
        for step in tickets.take_in(kit, desk, files, cancel):
            if isinstance(step, Progress):
                line.show(step)
                continue
            line.clear()
            failed |= isinstance(step, NotIn) or bool(step.faults)
            _came(step, arguments)
    if failed:
        raise SystemExit(_SOME_FAILED)


def _came(step: CameIn | NotIn, arguments: Namespace) -> None:
    if isinstance(step, NotIn):
        if arguments.json:
            _print({"file": str(step.file), "ok": False, **step.error.as_json()})
        print(f"{one_line(str(step.file))}: {step.error.what}\n    {step.error.next_step}", file=sys.stderr)
        return
    for ticket in step.tickets:
        _tell(ticket, arguments)
    for fault in step.faults:
        if arguments.json:
            _print({"fault": fault.as_json()})
        print(fault.sentence(), file=sys.stderr)


def _tickets(arguments: Namespace) -> None:
    with opened() as kit:
        found = tickets.tickets(kit, desks.desk(kit, arguments.desk).id)
    for one in found:
        _tell(one, arguments)
    if not found and not arguments.json:
        print(_("There is no ticket on this desk. “carrel desk ticket FILE” makes one of a mail."))


def _tell(one: Ticket, arguments: Namespace) -> None:
    who = next((mail.sender or mail.address for mail in reversed(one.thread.customer)), "")
    if arguments.json:
        mails = len(one.thread.mails)
        told = {"ticket": one.id, "desk": one.desk, "subject": one.thread.subject, "from": who, "state": one.state}
        _print({**told, "mails": mails, "source": one.source, "changed": one.changed.utc})
        return
    subject = one.thread.subject or next((mail.text for mail in one.thread.customer), "")
    print(f"{one.id[-_SHOWN:]}  {_state(one.state):<10}  {one_line(subject, 60)}  {one_line(who, 40)}".rstrip())


def _state(state: TicketState) -> str:
    return {
        "open": _("open"),
        "asked": _("asked"),
        "escalated": _("escalated"),
        "solved": _("solved"),
    }[state]


def _set_state(arguments: Namespace) -> None:
    with opened() as kit:
        before = tickets.set_state(kit, arguments.ticket, arguments.state)
        _tell(tickets.ticket(kit, before.id), arguments)


def _solved(arguments: Namespace) -> None:
    answer = _text(arguments.answer)
    with opened() as kit, stoppable() as cancel:
        found = learning.solve(kit, arguments.ticket, answer, cancel)
    proposal, example = found.proposal, found.example
    if arguments.json:
        told = {"ticket": found.before.id, "case": found.case.id, "example": example.id if example else None}
        _print({**told, "proposal": _object(proposal) if proposal else None})
        return
    if proposal is None:
        print(_("The case is kept. The articles say this already, so nothing is proposed."))
    else:
        print(_("The case is kept, and this is proposed for the articles; “carrel desk approve” makes it one."))
        _show(proposal)
    if example is not None:
        print(_("It is not what the draft said, so it is kept as an example; “carrel examples” shows it."))


def _proposals(arguments: Namespace) -> None:
    with opened() as kit:
        desk = desks.desk(kit, arguments.desk)
        found = learning.proposals(kit, desk.id, None if arguments.all else "open")
    for one in found:
        if arguments.json:
            _print(_object(one))
        else:
            _show(one)
    if not found and not arguments.json:
        print(_("Nothing is proposed. What a solved case says that is new is proposed here."))


def _approve(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.undo:
            _settled(learning.reopen(kit, arguments.proposal), _("“{title}” waits again."), arguments)
            return
        if arguments.title or arguments.text:
            before = learning.proposal(kit, arguments.proposal)
            text = _text(arguments.text) if arguments.text else before.text
            learning.change(kit, before.id, arguments.title or before.title, text)
        one = learning.approve(kit, arguments.proposal)
    _settled(one, _("“{title}” is an article of the desk now."), arguments)


def _discard(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.undo:
            one, said = learning.reopen(kit, arguments.proposal), _("“{title}” waits again.")
        else:
            one, said = learning.discard(kit, arguments.proposal), _("“{title}” was put aside.")
    _settled(one, said, arguments)


def _settled(one: ProposedArticle, said: str, arguments: Namespace) -> None:
    if arguments.json:
        _print(_object(one))
    else:
        print(said.format(title=one_line(one.title)))


def _show(one: ProposedArticle) -> None:
    print(f"{one.id[-_SHOWN:]}  {one_line(one.title)}")
    print("\n".join(f"    {one_line(line, 2_000)}".rstrip() for line in one.text.split("\n")))


def _object(one: ProposedArticle) -> dict[str, Any]:
    told = {"proposal": one.id, "desk": one.desk, "ticket": one.ticket, "title": one.title, "text": one.text}
    return {**told, "state": one.state, "document": one.document or None}


def _text(file: str) -> str:
    """A text from a file, or from standard input; raises DeskRefused."""
    told = sys.stdin.buffer.read() if file == "-" else content(Path(file), _MOST_BYTES)
    try:
        return decoded(told)[0]
    except NotText as error:
        raise DeskRefused(_("“{file}” is not text.").format(file=one_line(file)), _("Choose a text file.")) from error


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


TICKETS: dict[str, Callable[[Namespace], None]] = {
    "ticket": _ticket,
    "tickets": _tickets,
    "state": _set_state,
    "solved": _solved,
    "proposals": _proposals,
    "approve": _approve,
    "discard": _discard,
}
