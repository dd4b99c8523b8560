"""Sets of questions are looked at, brought in, changed and taken away; some come with Carrel."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from carrel.assessment.fields import ItemRefused
from carrel.assessment.items import item_from
from carrel.base.decoding import NotText, decoded
from carrel.base.files import ordinary_content, resource
from carrel.base.show import beside
from carrel.base.stamp import Moment
from carrel.base.text import clean
from carrel.base.words import _
from carrel.evaluations import tables
from carrel.evaluations.model import EvaluationSet, Fault, Kind, SetMissing, SetRefused, Written
from carrel.evaluations.reading import ENDINGS, MOST_BYTES, read
from carrel.flows.kit import Kit

SHIPPED = "carrel:"
"""What the id of a set begins with that comes with Carrel."""

_NEVER = Moment("", 0, "")


@dataclass(frozen=True)
class Looked:
    """What a text says, with all that is wrong in it, before it is kept. kind: how it is written."""

    kind: Kind
    text: str
    written: Written


def everything(kit: Kit) -> list[EvaluationSet]:
    """All sets: a person's own by title, then those that come with Carrel."""
    with kit.store.reading() as db:
        return [*tables.sets(db), *shipped()]


def one(kit: Kit, named: str) -> EvaluationSet:
    """The set of this id or title, or of a file that comes with Carrel; raises SetMissing."""
    for found in shipped():
        if named in {found.id, found.id.removeprefix(SHIPPED)}:
            return found
    with kit.store.reading() as db:
        try:
            return tables.set_named(db, named)
        except SetMissing:
            for found in shipped():
                if found.title == named:
                    return found
            raise


@cache
def shipped() -> tuple[EvaluationSet, ...]:
    """The sets that come with Carrel."""
    found = []
    for path in sorted(resource("evaluations/sets").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        found.append(EvaluationSet(f"{SHIPPED}{path.stem}", read("md", text).title, "md", text, _NEVER, _NEVER))
    return tuple(found)


def is_shipped(one: EvaluationSet) -> bool:
    """Whether it comes with Carrel, and cannot be changed: a copy of it can."""
    return one.id.startswith(SHIPPED)


def blank() -> str:
    """What a new set begins with: an example of each thing that can be expected."""
    return resource("evaluations/blank.md").read_text(encoding="utf-8")


def looked_at(path: Path) -> Looked:
    """What a file would bring in; nothing is kept. Raises SetRefused for one that cannot be read at all."""
    kind = ENDINGS.get(path.suffix.casefold())
    name = beside(path.name, 80)
    if kind is None:
        raise SetRefused(
            _("“{name}” is no evaluation set.").format(name=name),
            _("Give it as Markdown (.md) or as lines of JSON (.jsonl)."),
        )
    try:
        content = ordinary_content(path, 4 * MOST_BYTES)
        text = decoded(content)[0] if content is not None else None
    except (OSError, ValueError, NotText) as error:
        raise SetRefused(
            _("“{name}” cannot be read.").format(name=name),
            _("Look whether the file is there and may be read, and whether it is a text."),
            str(error),
        ) from error
    if text is None:
        raise SetRefused(_("“{name}” is too long for an evaluation set.").format(name=name), _("Make two sets of it."))
    looked = checked(kind, text)
    title = looked.written.title or path.stem
    return replace(looked, written=replace(looked.written, title=title))


def checked(kind: Kind, text: str) -> Looked:
    """What a text says that is being written, with all that is wrong in it."""
    text = clean(text).removeprefix("\ufeff")
    written = read(kind, text)
    faults = [*written.faults, *(fault for one in written.questions if (fault := _fault(one.item, one.line)))]
    faults.sort(key=lambda one: one.line)
    return Looked(kind, text, replace(written, faults=tuple(faults)))


def add(kit: Kit, looked: Looked) -> EvaluationSet:
    """Keep a set; one of the same title takes the new text. Raises SetRefused where a fault is grave."""
    _require_sound(looked.written)
    now = kit.stamp.now()
    with kit.store.writing() as db:
        held = next((one for one in tables.sets(db) if one.title == looked.written.title), None)
        made = EvaluationSet(kit.stamp.new_id(), looked.written.title, looked.kind, looked.text, now, now)
        if held is not None:
            made = replace(made, id=held.id, created=held.created)
        tables.keep_set(db, made)
    return made


def change(kit: Kit, named: str, text: str) -> EvaluationSet:
    """Keep another text for a set; of one that comes with Carrel a copy is kept. Raises SetMissing, SetRefused."""
    held = one(kit, named)
    looked = checked(held.kind, text)
    if is_shipped(held):
        return add(kit, looked)
    _require_sound(looked.written)
    made = replace(held, title=looked.written.title or held.title, text=looked.text, changed=kit.stamp.now())
    with kit.store.writing() as db:
        tables.keep_set(db, made)
    return made


def remove(kit: Kit, named: str) -> None:
    """Take a set away; its runs stay."""
    with kit.store.writing() as db:
        tables.remove_set(db, named, kit.stamp.now())


def put_back(kit: Kit, named: str) -> None:
    """Bring a set back that was taken away."""
    with kit.store.writing() as db:
        tables.remove_set(db, named, None)


def _require_sound(written: Written) -> None:
    if written.is_sound:
        return
    grave = next((fault for fault in written.faults if fault.is_grave), None)
    if grave is None:
        raise SetRefused(_("There is no question in this set."), _("Write one."))
    raise SetRefused(_("Line {line}: {what}").format(line=grave.line, what=grave.what), grave.then)


def _fault(item: str, line: int) -> Fault | None:
    """What is wrong with the item of a question."""
    if not item:
        return None
    try:
        item_from(json.loads(item))
    except ItemRefused as error:
        return Fault(line, error.what, error.next_step)
    return None
