"""`carrel desk`: desks that answer other people's questions, and what they answer from."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.cli.desk_tickets import TICKETS
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.desk.catalogue.recommending import Recommended
from carrel.desk.model import Desk
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.flows.desks import desks, filling, tickets
from carrel.flows.desks.desks import OnDesk
from carrel.flows.desks.filling import Added
from carrel.flows.kit import Kit
from carrel.flows.read_in import Failed, Read

_SOME_FAILED = 1


def desk(arguments: Namespace) -> None:
    """Do what was asked of a desk."""
    {**_ACTIONS, **TICKETS}[arguments.action](arguments)


def _sample(arguments: Namespace) -> None:
    _filled(arguments, filling.add_sample)


def _new(arguments: Namespace) -> None:
    with opened() as kit:
        made = desks.make(kit, arguments.title)
    _say(_named(made), _("The desk “{title}” was made.").format(title=made.title), arguments)


def _add(arguments: Namespace) -> None:
    do = filling.look if arguments.dry_run else filling.add
    _filled(arguments, lambda kit, cancel: do(kit, Path(arguments.folder), cancel, arguments.desk))


def _filled(arguments: Namespace, steps: Callable[[Kit, Cancel], Iterator[Progress | Failed | Added]]) -> None:
    """Tell how a folder came in; ends with exit code 1 where something in it was left out."""
    line = ProgressLine()
    added = Added("")
    with opened() as kit, stoppable() as cancel:
        for step in steps(kit, cancel):
            if isinstance(step, Progress):
                line.show(step)
                continue
            line.clear()
            if isinstance(step, Failed):
                _failed(step, arguments)
            else:
                added = step
    _faults(added.faults, arguments)
    is_dry = bool(getattr(arguments, "dry_run", False))
    object_ = {
        **(_named(added.desk) if added.desk else {"desk": None, "title": added.title}),
        **{name: getattr(added, name) for name in ("articles", "procedures", "macros", "products", "cases")},
        "failed": added.failed,
        "left": added.left,
        "new": added.is_new,
        "dry_run": is_dry,
    }
    _say(object_, _("{title}: {amounts}").format(title=added.title, amounts=", ".join(_amounts(added))), arguments)
    if is_dry and not arguments.json:
        print(_("Nothing was kept: this was a dry run."), file=sys.stderr)
    if added.failed or any(fault.left_out for fault in added.faults):
        raise SystemExit(_SOME_FAILED)


def _amounts(of: Added | OnDesk) -> Iterator[str]:
    articles = of.articles if isinstance(of.articles, int) else len(of.articles)
    yield counted("one article", "{count:,} articles", articles)
    if isinstance(of, Added):
        yield counted("one procedure", "{count:,} procedures", of.procedures)
        yield counted("one macro", "{count:,} macros", of.macros)
    else:
        yield counted("one procedure", "{count:,} procedures", len(of.desk.procedures))
        yield counted("one macro", "{count:,} macros", len(of.desk.macros))
    yield counted("one product", "{count:,} products", of.products)
    yield counted("one solved case", "{count:,} solved cases", of.cases)
    if isinstance(of, OnDesk):
        yield counted("one ticket waits", "{count:,} tickets wait", of.waiting)
        yield counted("one proposal", "{count:,} proposals", of.proposals)


def _list(arguments: Namespace) -> None:
    with opened() as kit:
        found = [desks.on_desk(kit, one.id) for one in desks.desks(kit)]
    for one in found:
        _say(_on_desk(one), f"{one_line(one.desk.title)}: {', '.join(_amounts(one))}", arguments)
    if not found and not arguments.json:
        print(_("There is no desk yet. “carrel desk new” makes one, and “carrel desk sample” one to look around."))


def _use(arguments: Namespace) -> None:
    with opened() as kit:
        found = desks.use(kit, arguments.name)
    _say(_named(found), _("“{title}” is meant from now on where none is named.").format(title=found.title), arguments)


def _show(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.ticket:
            _show_ticket(kit, arguments)
            return
        found = desks.on_desk(kit, arguments.desk)
    if arguments.json:
        articles = [
            {"document": one.document.id, "title": one.document.title, "file": one.file} for one in found.articles
        ]
        procedures = [
            {"name": one.name, "title": one.title, "steps": len(one.steps), "slots": [slot.name for slot in one.slots]}
            for one in found.desk.procedures
        ]
        macros = [{"name": one.name, "title": one.title} for one in found.desk.macros]
        _print({**_on_desk(found), "articles": articles, "procedures": procedures, "macros": macros})
        return
    print(f"{one_line(found.desk.title)}: {', '.join(_amounts(found))}")
    for heading, names in (
        (_("Articles"), [one.document.title for one in found.articles]),
        (_("Procedures"), [f"{one.name}: {one.title}" for one in found.desk.procedures]),
        (_("Macros"), [f"{one.name}: {one.title}" for one in found.desk.macros]),
    ):
        if names:
            print(heading)
            print("\n".join(f"  {one_line(name)}" for name in names))


def _show_ticket(kit: Kit, arguments: Namespace) -> None:
    found = tickets.ticket(kit, arguments.ticket)
    if arguments.json:
        mails = [{**vars(mail), "attached": list(mail.attached)} for mail in found.thread.mails]
        _print({"ticket": found.id, "subject": found.thread.subject, "state": found.state, "mails": mails})
        return
    print(one_line(found.thread.subject) or _("Without a subject"))
    for mail in found.thread.mails:
        who = mail.sender or mail.address or (_("the desk") if mail.is_ours else _("the customer"))
        print(f"\n{one_line(who)}  {one_line(mail.when)}".rstrip())
        print("\n".join(f"  {one_line(line, 2_000)}" for line in mail.text.split("\n")))
        if mail.attached:
            print("  " + _("Attached: {names}").format(names=", ".join(mail.attached)))


def _import(arguments: Namespace) -> None:
    line = ProgressLine()
    failed = count = 0
    with opened() as kit, stoppable() as cancel:
        found = desks.use(kit, arguments.desk)
        paths = [Path(file) for file in arguments.files]
        for step in filling.import_documents(kit, found.id, paths, cancel):
            if isinstance(step, Progress):
                line.show(step)
                continue
            line.clear()
            if isinstance(step, Read):
                count += 1
                told = {"file": str(step.file), "ok": True, "document": step.document.id, "passages": step.passages}
                _say(told, _("{name}: on the desk").format(name=one_line(str(step.file))), arguments)
            else:
                failed += 1
                _failed(step, arguments)
    if not count and not failed:
        print(_("There was nothing to read."), file=sys.stderr)
    if failed:
        raise SystemExit(_SOME_FAILED)


def _catalogue(arguments: Namespace) -> None:
    columns = Path(arguments.columns) if arguments.columns else None
    with opened() as kit:
        found = desks.use(kit, arguments.desk)
        brought = filling.import_catalogue(kit, found, Path(arguments.file), columns)
    _faults(brought.faults, arguments)
    attributes = sorted({name for one in brought.products for name, _value in one.attributes})
    used = {name: value for name, value in vars(brought.columns).items() if value and name != "ignored"}
    told = {"desk": found.id, "products": len(brought.products), "columns": used, "attributes": attributes}
    said = counted("One product is on the desk.", "{count:,} products are on the desk.", len(brought.products))
    told_columns = ", ".join(f"{name} = “{value}”" for name, value in used.items())
    _say(told, said + " " + _("Columns: {columns}.").format(columns=told_columns), arguments)
    if any(fault.left_out for fault in brought.faults):
        raise SystemExit(_SOME_FAILED)


def _cases(arguments: Namespace) -> None:
    with opened() as kit:
        found = desks.use(kit, arguments.desk)
        count, faults = filling.import_cases(kit, found, Path(arguments.file))
    _faults(faults, arguments)
    said = counted("One new case is on the desk.", "{count:,} new cases are on the desk.", count)
    _say({"desk": found.id, "cases": count}, said, arguments)
    if faults:
        raise SystemExit(_SOME_FAILED)


def _recommend(arguments: Namespace) -> None:
    with opened() as kit:
        found = desks.desk(kit, arguments.desk)
        told = desks.suggest(kit, found.id, arguments.text, arguments.count)
    for one in told.found:
        if arguments.json:
            _print(_recommended(one) | {"meets_all": told.meets_all, "unknown": list(told.unknown)})
            continue
        price = f", {one.product.price}" if one.product.price else ""
        print(f"{one_line(one.product.name)} ({one.product.code}){price}")
        print("\n".join(f"  + {one_line(reason.sentence())}" for reason in one.fits))
        if one.misses:
            print("\n".join(f"  – {one_line(reason.sentence())}" for reason in one.misses))
    if arguments.json:
        return
    if told.unknown:
        print(_("No product says anything of: {words}.").format(words=", ".join(told.unknown)), file=sys.stderr)
    if not told.found:
        print(_("Nothing in the catalogue fits this."), file=sys.stderr)
    elif not told.meets_all:
        print(_("No product meets all of it; these come nearest."), file=sys.stderr)


def _recommended(one: Recommended) -> dict[str, Any]:
    product = one.product
    told = {"code": product.code, "name": product.name, "price": product.price, "link": product.link}
    return {**told, "fits": [vars(reason) for reason in one.fits], "misses": [vars(reason) for reason in one.misses]}


def _macro(arguments: Namespace) -> None:
    with opened() as kit:
        found = desks.desk(kit, arguments.desk)
        if not arguments.name:
            for macro in found.macros:
                _say({"name": macro.name, "title": macro.title}, f"{macro.name}: {one_line(macro.title)}", arguments)
            return
        ticket = tickets.ticket(kit, arguments.ticket) if arguments.ticket else None
        macro, filled = desks.fill_macro(kit, found, arguments.name, ticket, _set(arguments.set))
    told = {"macro": macro.name, "text": filled.text, "missing": list(filled.missing)}
    _say(told, filled.text, arguments)
    if filled.missing and not arguments.json:
        print(_("Not filled: {names}.").format(names=", ".join(filled.missing)), file=sys.stderr)


def _set(said: Iterable[str]) -> dict[str, str]:
    found = {}
    for one in said:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise DeskRefused(
                _("“{text}” does not say what a variable is.").format(text=one_line(one)),
                _("Write it as in --set order=LK-123456."),
            )
        found[name.strip()] = value
    return found


def _remove(arguments: Namespace) -> None:
    with opened() as kit:
        if arguments.undo:
            found = desks.put_back(kit, arguments.name)
            said = _("“{title}” is there again.").format(title=found.title)
        else:
            found = desks.remove(kit, arguments.name)
            said = _("“{title}” was removed. “carrel desk remove --undo” with its name brings it back.")
    _say(_named(found), said.format(title=found.title), arguments)


def _failed(step: Failed, arguments: Namespace) -> None:
    if arguments.json:
        _print({"file": str(step.file), "ok": False, **step.error.as_json()})
    print(f"{one_line(str(step.file))}: {step.error.what}\n    {step.error.next_step}", file=sys.stderr)


def _faults(faults: Iterable[Fault], arguments: Namespace) -> None:
    for fault in faults:
        if arguments.json:
            _print({"fault": fault.as_json()})
        print(fault.sentence(), file=sys.stderr)


def _named(one: Desk) -> dict[str, Any]:
    return {"desk": one.id, "title": one.title}


def _on_desk(one: OnDesk) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("products", "cases", "tickets", "waiting", "proposals")}
    return {**_named(one.desk), "articles": len(one.articles), "procedures": len(one.desk.procedures), **counts}


def _say(told: dict[str, Any], sentence: str, arguments: Namespace) -> None:
    if arguments.json:
        _print(told)
    else:
        print(sentence, flush=True)


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)


_ACTIONS: dict[str, Callable[[Namespace], None]] = {
    "sample": _sample,
    "new": _new,
    "add": _add,
    "list": _list,
    "use": _use,
    "show": _show,
    "import": _import,
    "catalogue": _catalogue,
    "cases": _cases,
    "recommend": _recommend,
    "macro": _macro,
    "remove": _remove,
}
