"""`carrel export` and `carrel import`: chats and questions into a file, and out of one."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from pathlib import Path

from carrel.base.errors import CarrelError, Stopped
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.cli.arguments import EXPORTED_QUESTIONS
from carrel.cli.talk import stoppable
from carrel.exchange import FORMATS
from carrel.exchange.questions import QUESTION_FORMATS
from carrel.flows import questions
from carrel.flows.bring_in import BroughtIn, bring_in
from carrel.flows.questions import QuestionsIn
from carrel.flows.take_out import TakenOut, chosen, take_out
from carrel.wiring import open_house


class NothingChosen(CarrelError):
    """No chat or pack was named, or there is none."""


def export(arguments: Namespace) -> None:
    """Write the chats or the questions that were named, and tell how many."""
    if arguments.format in EXPORTED_QUESTIONS:
        _export_questions(arguments)
        return
    written_as = next(one for one in FORMATS if one.name == arguments.format)
    house = open_house(os.environ)
    try:
        wanted = chosen(house.kit, arguments.conversation, arguments.course, all_of_them=arguments.all)
        if not wanted:
            raise _nothing_chosen(arguments)
        path = Path(arguments.to)
        with stoppable() as cancel:
            for step in take_out(house.kit, written_as, wanted, path, cancel, replace=arguments.force):
                _tell_export(step, arguments) if isinstance(step, TakenOut) else _show(step)
    finally:
        _clear()
        house.close()


def import_(arguments: Namespace) -> None:
    """Bring in the chats or the questions of a file, and tell how many, and what could not be carried."""
    house = open_house(os.environ)
    try:
        with stoppable() as cancel:
            found = questions.found(Path(arguments.file), cancel)
            if found is not None:
                _tell_questions(questions.bring_in(house.kit, Path(arguments.file), *found, cancel), arguments)
                return
            for step in bring_in(house.kit, Path(arguments.file), cancel):
                if isinstance(step, Progress):
                    _show(step)
                    continue
                _tell_import(step, arguments)
                if step.trouble is not None:
                    raise step.trouble
        if cancel.is_set:
            raise Stopped
    finally:
        _clear()
        house.close()


def _export_questions(arguments: Namespace) -> None:
    written_as = next(one for one in QUESTION_FORMATS if one.name == arguments.format)
    house = open_house(os.environ)
    try:
        if arguments.pack is None:
            raise NothingChosen(
                _("No course pack was named."), _("Name one with --pack; “carrel pack list” shows what is here.")
            )
        path, topics = Path(arguments.to), arguments.topic
        out = questions.take_out(house.kit, written_as, arguments.pack, topics, path, replace_it=arguments.force)
    finally:
        house.close()
    if arguments.json:
        told = {"file": str(out.path), "format": arguments.format, "questions": out.count}
        print(json.dumps({**told, "left_out": dict(out.lost)}, ensure_ascii=False))
        return
    print(counted("One question was written.", "{count} questions were written.", out.count))
    _say(out.lost.sentences())


def _tell_questions(told: QuestionsIn, arguments: Namespace) -> None:
    if arguments.json:
        bad = [{"where": one.where, "why": one.why} for one in told.bad]
        counts = {"file": arguments.file, "source": told.source, "questions": told.count, "pack": told.pack}
        print(json.dumps({**counts, "topic": told.topic, "bad": bad, "left_out": dict(told.lost)}, ensure_ascii=False))
        return
    print(counted("One question came in.", "{count} questions came in.", told.count))
    print(_("“carrel practise --topic” with “{title}” begins with them.").format(title=told.title))
    _say((*(bad.sentence() for bad in told.bad), *told.lost.sentences()))


def _tell_export(told: TakenOut, arguments: Namespace) -> None:
    _clear()
    if arguments.json:
        counts = {"file": str(told.path), "format": arguments.format, "chats": told.chats, "messages": told.messages}
        print(json.dumps({**counts, "left_out": told.lost.counts()}, ensure_ascii=False))
        return
    print(counted("One chat was written.", "{count} chats were written.", told.chats))
    _say(told.lost.sentences())


def _tell_import(told: BroughtIn, arguments: Namespace) -> None:
    _clear()
    if not arguments.json:
        print(told.sentence())
        _say((*(bad.sentence() for bad in told.bad), *told.lost.sentences()))
        return
    counts = {"file": arguments.file, "source": told.source, "chats": len(told.chats), "messages": told.messages}
    bad = [{"number": one.number, "title": one.title, "why": one.why} for one in told.bad]
    more = {"known": told.known, "brought_back": told.brought_back, "bad": bad, "left_out": told.lost.counts()}
    print(json.dumps({**counts, **more, "conversations": told.chats, "stopped": told.stopped}, ensure_ascii=False))


def _nothing_chosen(arguments: Namespace) -> NothingChosen:
    if arguments.all or arguments.course is not None:
        return NothingChosen(_("There are no chats there yet."), _("Begin a chat first."))
    return NothingChosen(
        _("No chat was named."), _("Name chats with --conversation or --course, or take all of them with --all.")
    )


def _say(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        share = f" {progress.done}/{progress.total}" if progress.total else f" {progress.done or '…'}"
        print(f"\r\x1b[K{progress.label}{share}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
