"""`carrel class statements`: what a class did for a record store, into a file, or to the address that was named."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.exchange.xapi_post import Login, RecordStore
from carrel.flows.classes import posting, statements
from carrel.flows.classes.posting import Posted
from carrel.flows.classes.statements import Statements
from carrel.settings.secrets import KeyRing


class NowhereToTell(CarrelError):
    """Neither a file nor a record store was named."""


class KeyMissing(CarrelError):
    """The record store has no key here, and nobody is there to be asked for it."""


def tell_statements(arguments: Namespace) -> None:
    """Write the statements into a file; or say what would be sent to a record store, and with --yes send it."""
    if not arguments.to and not arguments.post:
        raise NowhereToTell(
            _("It is not said where the statements are to go."),
            _("Name a file with --to, or a record store with --post."),
        )
    answers = not arguments.without_answers
    if arguments.to:
        with opened() as kit:
            path = Path(arguments.to)
            told = statements.write(
                kit, arguments.classroom, arguments.home, path, answers=answers, replace=arguments.force
            )
        said = counted("One statement was written.", "{count} statements were written.", told.statements)
        _say({"file": str(told.path), "statements": told.statements, "pupils": told.pupils}, said, arguments)
    if arguments.post:
        store = RecordStore.at(arguments.post)
        with opened() as kit:
            ready = statements.made(kit, arguments.classroom, arguments.home, answers=answers)
        _send(ready, store, arguments) if arguments.yes else _preview(ready, store, arguments)


def _preview(ready: Statements, store: RecordStore, arguments: Namespace) -> None:
    """Say exactly what would go where; nothing is sent, and nobody is asked anything."""
    requests = len(posting.batches(ready))
    told = {
        "would_send_to": store.address,
        "statements": len(ready.lines),
        "pupils": ready.pupils,
        "requests": requests,
        "bytes": sum(map(len, ready.lines)),
        "answers": not arguments.without_answers,
        "first": json.loads(ready.lines[0]),
    }
    lines = [
        counted(
            "One statement would be sent, and nothing was sent yet.",
            "{count} statements would be sent, and nothing was sent yet.",
            len(ready.lines),
        ),
        _("To: {address}").format(address=store.address),
        counted("They tell of one pupil, by a code.", "They tell of {count} pupils, by their codes.", ready.pupils),
        _("What was answered is left out.") if arguments.without_answers else _("What was answered is told, too."),
        _("The first of them, just as it would be sent:"),
        posting.example(ready),
        _("“--to FILE” writes all of them. The same command with --yes sends them."),
    ]
    _say(told, "\n".join(lines), arguments)


def _send(ready: Statements, store: RecordStore, arguments: Namespace) -> None:
    ring = KeyRing()
    kept = None if arguments.new_key else posting.login_of(ring, store)
    login = kept if kept is not None else _ask(store)
    line = ProgressLine(is_long=True)
    posted = Posted(0, 0)
    with stoppable() as cancel:
        for step in posting.post(ready, store, login, cancel):
            if isinstance(step, Progress):
                line.show(step)
            else:
                posted = step
    line.clear()
    if kept is None and login.key:
        _keep(ring, store, login)  # only now is it known to be right
    taken = counted("One statement was taken.", "{count} statements were taken.", posted.taken)
    known = counted("One was there already.", "{count} were there already.", posted.known) if posted.known else ""
    told = {"sent_to": store.address, "taken": posted.taken, "known": posted.known}
    _say(told, " ".join(filter(None, (taken, known))), arguments)


def _ask(store: RecordStore) -> Login:
    """The key and the secret, typed by a person, or on two lines from a pipe; the secret is never shown."""
    if sys.stdin.isatty():
        print(_("The key of {address} (empty for none):").format(address=store.address), file=sys.stderr, flush=True)
        key = sys.stdin.readline().strip()
        return Login(key, getpass.getpass(_("Its secret: "), sys.stderr) if key else "")
    key, secret = (sys.stdin.readline() for _line in range(2))
    if not key:
        raise KeyMissing(
            _("There is no key for this record store yet."),
            _("Run the command in a terminal, or give the key and the secret on two lines of its input."),
        )
    return Login(key.strip(), secret.strip())


def _keep(ring: KeyRing, store: RecordStore, login: Login) -> None:
    if posting.keep_login(ring, store, login):
        print(_("The key is kept in the key ring of this computer."), file=sys.stderr)
    else:
        print(_("This computer has no key ring that is open: the key is not kept."), file=sys.stderr)


def _say(told: dict[str, Any], words: str, arguments: Namespace) -> None:
    print(json.dumps(told, ensure_ascii=False) if arguments.json else words, flush=True)
