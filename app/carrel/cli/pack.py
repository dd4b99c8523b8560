"""`carrel pack`: course packs are checked, built, installed and removed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from carrel.base.show import one_line
from carrel.base.words import _, counted
from carrel.flows.pack import Checked, check
from carrel.library.packs.findings import Finding
from carrel.library.packs.model import PackRefused


def pack(arguments: Namespace) -> None:
    """Run the action; raises PackRefused and PackMissing."""
    _ACTIONS[arguments.action](arguments)


def _check(arguments: Namespace) -> None:
    checked = check(Path(arguments.folder))
    bad = set(checked.faults(strict=arguments.strict))
    for one in checked.found:
        _tell(one, is_fault=one in bad, as_json=arguments.json)
    _tell_summary(checked, len(bad), as_json=arguments.json)
    if bad:
        raise PackRefused(
            counted("This pack has one fault.", "This pack has {count} faults.", len(bad)),
            _("Correct what is named above, and check it again."),
        )


def _tell(one: Finding, *, is_fault: bool, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**one.as_json(), "fault": is_fault}, ensure_ascii=False))
        return
    grade = _("fault") if is_fault else _("warning")
    print(f"{one_line(str(one.place))}: {grade}: {one_line(one.what, 1000)}\n    {one_line(one.then, 1000)}")


def _tell_summary(checked: Checked, bad: int, *, as_json: bool) -> None:
    pack, others = checked.pack, len(checked.found) - bad
    if as_json:
        counts = {"skills": len(pack.skills), "topics": len(pack.topics), "items": len(pack.items)}
        about = {"pack": pack.id, "version": pack.version, **counts, "faults": bad, "warnings": others}
        print(json.dumps({**about, "ok": not bad}, ensure_ascii=False))
        return
    print(
        _("{title}: {topics}, {items}, {skills}; {warnings}.").format(
            title=one_line(pack.title or pack.id),
            topics=counted("one topic", "{count} topics", len(pack.topics)),
            items=counted("one item", "{count} items", len(pack.items)),
            skills=counted("one skill", "{count} skills", len(pack.skills)),
            warnings=counted("one warning", "{count} warnings", others),
        )
    )


_ACTIONS: dict[str, Callable[[Namespace], None]] = {"check": _check}
