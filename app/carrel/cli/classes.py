"""`carrel class`: a teacher makes classes and packs, a pupil opens them and gives back what was done."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.base.errors import CarrelError, Stopped
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.behaviours.model import Behaviour
from carrel.classroom.classes.model import Assignment
from carrel.classroom.joined import tables as joined_tables
from carrel.classroom.joined.model import Joined
from carrel.cli.class_feedback import FEEDBACK
from carrel.cli.class_people import PEOPLE
from carrel.cli.class_questions import QUESTIONS
from carrel.cli.class_seeing import SEEING
from carrel.cli.class_talk import TALK
from carrel.cli.class_watching import watch
from carrel.cli.class_work import WORK
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows.classes import give_out, hand_back, open_pack, policy, records, rooms, roster, take_in, watching
from carrel.flows.classes.rooms import Room
from carrel.flows.classes.take_in import TakenIn
from carrel.flows.kit import Kit


class RecordBroken(CarrelError):
    """A record of work is not as it was written."""


def classes(arguments: Namespace) -> None:
    """Do what was asked of a class."""
    _ACTIONS[arguments.action](arguments)


def _list(arguments: Namespace) -> None:
    with opened() as kit:
        found = rooms.rooms(kit)
    for one in found:
        _say(_room(one), _line(one), arguments)
    if not found and not arguments.json:
        print(_("There is no class yet. “carrel class new” makes one."))


def _new(arguments: Namespace) -> None:
    with opened() as kit:
        made = rooms.make(kit, arguments.title, arguments.teacher)
    told = {"class": made.id, "title": made.title, "teacher": made.teacher}
    _say(told, _("The class “{title}” was made.").format(title=made.title), arguments)


def _show(arguments: Namespace) -> None:
    with opened() as kit:
        found = rooms.room(kit, arguments.classroom)
    if arguments.json:
        _print({**_room(found), "who": [_pupil(one) for one in found.pupils], "set": [*map(_task, found.assignments)]})
        return
    print(_line(found))
    for pupil in found.pupils:
        print("  " + "  ".join(filter(None, (pupil.code, pupil.name, ", ".join(pupil.groups)))))
    for one in found.assignments:
        print(f"  {_task_line(one)}")


def _roster(arguments: Namespace) -> None:
    with opened() as kit:
        plan = roster.look(kit, arguments.classroom, [Path(file) for file in arguments.files], arguments.of)
        found = plan.room if arguments.dry_run else roster.bring_in(kit, plan)
    changes = plan.sentences()
    faults = [{**vars(fault), "says": fault.sentence()} for fault in plan.read.faults]
    if arguments.json:
        _print({**_room(found), "done": not arguments.dry_run, "changes": changes, "faults": faults})
        return
    for said in (*plan.read.notes, *(fault.sentence() for fault in plan.read.faults)):
        print(said, file=sys.stderr)
    for said in changes or [_("Nothing is different.")]:
        print(said)
    if arguments.dry_run:
        print(_("Nothing was changed yet. The same command without --dry-run does it."))


def _add(arguments: Namespace) -> None:
    with opened() as kit:
        pupil = roster.add(kit, arguments.classroom, arguments.name, arguments.group)
    said = _("{name} is in the class, with the code {code}.").format(name=pupil.name, code=pupil.code)
    _say(_pupil(pupil), said, arguments)


def _assign(arguments: Namespace) -> None:
    with opened() as kit:
        wish = Assignment(
            "", "", arguments.title, kit.stamp.now(),
            task=arguments.task, topics=tuple(arguments.topic), documents=tuple(arguments.document),
            count=arguments.count, behaviour=arguments.behaviour, policy=arguments.policy,
            transcript=arguments.transcript,
            opens=arguments.opens, due=arguments.due, groups=tuple(arguments.group),
        )  # fmt: skip
        made = rooms.assign(kit, arguments.classroom, wish)
    said = _("“{title}” goes out with the next pack.").format(title=made.title)
    if made.behaviour and not policy.speaks(made.policy):
        unheard = _("The tutor says nothing of its own under this policy, so the behaviour is not heard.")
        said = f"{said}\n{unheard}"
    _say(_task(made), said, arguments)


def _send(arguments: Namespace) -> None:
    with opened() as kit:
        to = Path(arguments.to) if arguments.to else watching.place_of(kit, arguments.classroom, "teacher")
        given = give_out.give_out(kit, arguments.classroom, to)
    told = {"file": str(given.path), "sequence": given.sequence, "pupils": given.pupils}
    told |= {"fingerprint": given.fingerprint, "assignments": [one.id for one in given.assignments]}
    said = _("The pack was written to {file}. Pupils see this number when they open it: {number}").format(
        file=given.path, number=given.fingerprint
    )
    notes = [
        counted("One new piece of feedback goes with it.", "{count} new pieces of feedback go with it.", given.told),
        counted(
            "One waits until its pupil has handed something in.",
            "{count} wait until their pupils have handed something in.",
            given.waiting,
        ),
    ]
    said = "\n".join((said, *(note for note, any_ in zip(notes, (given.told, given.waiting), strict=True) if any_)))
    _say({**told, "feedback": given.told, "feedback_waiting": given.waiting}, said, arguments)


def _take(arguments: Namespace) -> None:
    line = ProgressLine(is_long=True)
    with opened() as kit, stoppable() as cancel:
        paths = [Path(file) for file in arguments.files]
        try:
            for step in take_in.take_in(kit, arguments.classroom, paths, cancel, trust=arguments.trust):
                if isinstance(step, Progress):
                    line.show(step)
                    continue
                line.clear()
                _say(_taken(step), _taken_line(step), arguments)
        except Stopped:
            line.clear()
            print(_("Taking in was stopped. What was taken in is kept; the same command goes on."), file=sys.stderr)
            raise


def _open(arguments: Namespace) -> None:
    line = ProgressLine()
    with opened() as kit, stoppable() as cancel:
        path = Path(arguments.file)
        seen = open_pack.look(kit, path)
        told: dict[str, Any] = {
            "title": seen.contents.title,
            "teacher": seen.pack.heading.issuer.name,
            "told": seen.contents.told,
        }
        told |= {"state": seen.pack.state, "fingerprint": seen.fingerprint, "new": seen.is_news}
        if not arguments.json:
            print(_("The class “{title}” of {teacher}, with the number {number}.").format(
                title=seen.contents.title, teacher=told["teacher"] or _("a teacher"), number=seen.fingerprint
            ))  # fmt: skip
            print(seen.contents.told)
        if arguments.look:
            _say(told, _("Nothing was taken from the pack yet."), arguments)
            return
        for step in open_pack.take(kit, path, arguments.code, cancel):
            if isinstance(step, Joined):
                line.clear()
                tasks = _asked(kit, step)
                told |= {"class": step.classroom, "tasks": [_asked_task(*task) for task in tasks]}
                lines = [line for task in tasks for line in _asked_lines(*task)]
                _say(told, "\n".join(lines or [_("There is nothing to do for you yet.")]), arguments)
            else:
                line.show(step)


def _mine(arguments: Namespace) -> None:
    with opened() as kit:
        with kit.store.reading() as db:
            found = joined_tables.classes(db)
        for one in found:
            tasks = _asked(kit, one)
            told = {"class": one.classroom, "title": one.title, "teacher": one.teacher, "told": one.told}
            lines = [line for task in tasks for line in _asked_lines(*task, whole=arguments.whole)]
            words = "\n".join([one.title, f"  {one.told}", *(f"  {line}" for line in lines)])
            _say({**told, "code": one.code, "tasks": [_asked_task(*task) for task in tasks]}, words, arguments)
    if not found and not arguments.json:
        print(_("You are in no class yet. “carrel class open” opens the pack that your teacher gave you."))


def _results(arguments: Namespace) -> None:
    with opened() as kit:
        to = Path(arguments.to) if arguments.to else watching.place_of(kit, arguments.classroom, "pupil")
        given = hand_back.hand_back(kit, arguments.classroom, to)
    told = {"file": str(given.path), "class": given.joined.classroom, "sequence": given.sequence}
    told |= {"tries": given.tries, "works": given.works, "talks": given.talks}
    told |= {"sealed": given.sealed, "fingerprint": given.fingerprint}
    said = counted("One try is in it.", "{count} tries are in it.", given.tries) if given.tries else ""
    if given.works:
        said += " " * bool(said) + counted(
            "One piece of work is in it.", "{count} pieces of work are in it.", given.works
        )
    said = " ".join(filter(None, (said, given.talked)))
    shut = _("Only your teacher can open it.") if given.sealed else _("Whoever has the file can read it.")
    number = _("Your number, if your teacher asks: {number}").format(number=given.fingerprint)
    _say(told, f"{said} {shut}\n{number}", arguments)


def _statements(arguments: Namespace) -> None:
    from carrel.cli.class_statements import tell_statements  # noqa: PLC0415 - it brings the network along

    tell_statements(arguments)


def _verify(arguments: Namespace) -> None:
    with stoppable() as cancel:
        found = records.check(Path(arguments.file), cancel)
    told = {"file": arguments.file, "sound": found.is_sound, "entries": len(found.links), "seal": found.seal}
    _say({**told, "key": found.key, "says": found.sentences()}, "\n".join(found.sentences()), arguments)
    if not found.is_sound:
        raise RecordBroken(
            _("This record is not as it was written."), _("Ask for the file once more, as Carrel exported it.")
        )


_ACTIONS: dict[str, Callable[[Namespace], None]] = {
    "list": _list, "new": _new, "show": _show, "roster": _roster, "add": _add, "assign": _assign, "send": _send,
    "take": _take, "statements": _statements, "verify": _verify, "open": _open, "mine": _mine, "results": _results,
    "watch": watch, **SEEING, **FEEDBACK, **PEOPLE, **WORK, **QUESTIONS, **TALK,
}  # fmt: skip


def _room(found: Room) -> dict[str, Any]:
    there = sum(not one.left for one in found.pupils)
    one = found.classroom
    return {"class": one.id, "title": one.title, "pupils": there, "assignments": len(found.assignments)}


def _line(found: Room) -> str:
    there = sum(not one.left for one in found.pupils)
    pupils = counted("one pupil", "{count} pupils", there)
    return _("{title}: {pupils}").format(title=found.classroom.title, pupils=pupils)


def _pupil(pupil: Any) -> dict[str, Any]:
    return {name: getattr(pupil, name) for name in ("id", "name", "code", "groups", "left")}


def _task(one: Assignment) -> dict[str, Any]:
    names = ("id", "title", "task", "topics", "documents", "count", "behaviour", "policy", "transcript")
    return {name: getattr(one, name) for name in (*names, "opens", "due", "groups")}


def _task_line(one: Assignment) -> str:
    due = _("by {day}").format(day=one.due) if one.due else ""
    return "  ".join(filter(None, (one.id, one.title, _policy(one), due)))


def _policy(one: Assignment) -> str:
    return {
        "off": _("without help"),
        "hints": _("with hints"),
        "feedback": _("with feedback"),
        "open": _("with the tutor"),
    }[one.policy]


def _asked(kit: Kit, joined: Joined) -> list[tuple[Assignment, Behaviour | None]]:
    """What a pupil is asked to do, each with the behaviour that the tutor follows there."""
    contents = open_pack.kept(kit, joined)[1]
    return [(one, policy.followed(one, contents.behaviours)) for one in open_pack.asked(joined, contents)]


def _asked_task(one: Assignment, behaviour: Behaviour | None) -> dict[str, Any]:
    return {**_task(one), "follows": behaviour.text if behaviour is not None else ""}


def _asked_lines(one: Assignment, behaviour: Behaviour | None, *, whole: bool = False) -> list[str]:
    lines = [_task_line(one)]
    if behaviour is not None:
        lines.append(f"  {policy.follows(behaviour)}")
        lines += [f"    {line}" for line in behaviour.text.splitlines()] if whole else []
    return lines


def _taken(one: TakenIn) -> dict[str, Any]:
    told = {"file": str(one.path), "state": one.state, "says": one.says, "next": one.next_step, "tries": one.tries}
    name = one.pupil.name if one.pupil is not None else None
    told |= {"pupil": name, "works": one.works, "differs": one.differs, "unmarked": one.unmarked, "talks": one.talks}
    return {**told, "fingerprint": one.fingerprint, "other_rules": one.elsewhere}


def _taken_line(one: TakenIn) -> str:
    news = counted("One try is new.", "{count} tries are new.", one.tries) if one.state == "ok" else ""
    if one.works:
        news += " " + counted("One piece of work is new.", "{count} pieces of work are new.", one.works)
    rules = _("It was done under rules that no pack of this class ever said.") if one.elsewhere else ""
    told = (one.says, news, one.came_along, one.marks, rules, one.next_step)
    return " ".join(filter(None, (f"{one.path.name}:", *told)))


def _say(told: dict[str, Any], words: str, arguments: Namespace) -> None:
    _print(told) if arguments.json else print(words)


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)
