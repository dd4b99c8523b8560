"""`carrel pack`: course packs are checked, built, installed, listed and removed."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.base.errors import Stopped
from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.base.work import Progress
from carrel.cli.house import opened
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows import pack as packing
from carrel.flows import pack_shelf
from carrel.library.packs.findings import Finding
from carrel.library.packs.model import InstalledPack, PackRefused


def pack(arguments: Namespace) -> None:
    """Do what was asked of a pack; raises PackRefused, PackMissing and ArchiveRefused."""
    _ACTIONS[arguments.action](arguments)


def _check(arguments: Namespace) -> None:
    checked = packing.check(Path(arguments.pack))
    bad = set(checked.faults(strict=arguments.strict))
    for one in checked.found:
        _tell_finding(one, is_fault=one in bad, as_json=arguments.json)
    _tell_summary(checked, len(bad), as_json=arguments.json)
    if bad:
        raise PackRefused(
            counted("This pack has one fault.", "This pack has {count} faults.", len(bad)),
            _("Correct what is named above, and check it again."),
        )


def _build(arguments: Namespace) -> None:
    to = Path(arguments.to) if arguments.to else None
    path, checked = packing.build(Path(arguments.pack), to, replace=arguments.force)
    if arguments.json:
        _print({"file": str(path), "pack": checked.pack.id, "version": checked.pack.version, **_counts(checked)})
    else:
        print(_("The pack was written to {file}.").format(file=path))


def _install(arguments: Namespace) -> None:
    line = ProgressLine()
    with opened() as kit, stoppable() as cancel:
        for step in pack_shelf.install(kit, Path(arguments.pack), cancel):
            if isinstance(step, Progress):
                line.show(step)
                continue
            line.clear()
            _tell_pack(*pack_shelf.named(kit, step.id), as_json=arguments.json)
        if cancel.is_set:
            raise Stopped


def _remove(arguments: Namespace) -> None:
    with opened() as kit:
        installed, count = pack_shelf.named(kit, arguments.name)
        if not arguments.yes and not _is_wanted(installed, count):
            print(_("Nothing was removed."), file=sys.stderr)
            return
        pack_shelf.remove(kit, arguments.name)
    if arguments.json:
        _print({"pack": installed.id, "removed": True})
    else:
        print(_("“{title}” was removed.").format(title=one_line(installed.title)))


def _list(arguments: Namespace) -> None:
    with opened() as kit:
        found = pack_shelf.installed(kit)
    for installed, count in found:
        _tell_pack(installed, count, as_json=arguments.json)
    if not found and not arguments.json:
        print(_("No course pack is installed. Install one with “carrel pack install”."), file=sys.stderr)


_ACTIONS: dict[str, Callable[[Namespace], None]] = {
    "check": _check,
    "build": _build,
    "install": _install,
    "remove": _remove,
    "list": _list,
}


def _is_wanted(installed: InstalledPack, count: int) -> bool:
    """Whether the person says yes to removing the pack; raises PackRefused where nobody can be asked."""
    if not sys.stdin.isatty():
        raise PackRefused(
            _("Removing a pack takes its lessons and items away, and nobody is there to be asked."),
            _("Add --yes if that is what you want."),
        )
    asked = _("Remove “{title}”, with {topics} and {items}? It can be installed again. [y/N] ")
    answer = input(asked.format(title=one_line(installed.title), **_amounts(installed.topics, count)))
    return answer.strip().casefold() in {"y", "yes", _("yes")}


def _tell_finding(one: Finding, *, is_fault: bool, as_json: bool) -> None:
    if as_json:
        _print({**one.as_json(), "fault": is_fault})
        return
    grade = _("fault") if is_fault else _("warning")
    print(f"{one_line(str(one.place))}: {grade}: {one_line(one.what, 1000)}\n    {one_line(one.then, 1000)}")


def _tell_summary(checked: packing.Checked, bad: int, *, as_json: bool) -> None:
    about, others = checked.pack, len(checked.found) - bad
    if as_json:
        told = {"pack": about.id, "version": about.version, **_counts(checked)}
        _print({**told, "faults": bad, "warnings": others, "ok": not bad})
        return
    print(
        _("{title}: {topics}, {items}; {faults}, {warnings}.").format(
            title=one_line(about.title or about.id),
            **_amounts(len(about.topics), len(about.items)),
            faults=counted("one fault", "{count} faults", bad),
            warnings=counted("one warning", "{count} warnings", others),
        )
    )


def _tell_pack(installed: InstalledPack, count: int, *, as_json: bool) -> None:
    if as_json:
        about = {"pack": installed.id, "version": installed.version, "title": installed.title}
        more = {"language": installed.language, "licence": installed.licence, "authors": list(installed.authors)}
        _print({**about, **more, "topics": installed.topics, "items": count, "skills": installed.skills})
        return
    told = _("{id} {version}: {title}, {topics}, {items}").format(
        id=installed.id,
        version=installed.version,
        title=one_line(installed.title),
        **_amounts(installed.topics, count),
    )
    print(one_line(told, 1000))


def _amounts(topics: int, items: int) -> dict[str, str]:
    return {
        "topics": counted("one topic", "{count} topics", topics),
        "items": counted("one item", "{count} items", items),
    }


def _counts(checked: packing.Checked) -> dict[str, int]:
    about = checked.pack
    return {"topics": len(about.topics), "items": len(about.items), "skills": len(about.skills)}


def _print(told: dict[str, Any]) -> None:
    print(json.dumps(told, ensure_ascii=False))
