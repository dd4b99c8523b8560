"""Reads slots and escalations, as they stand in a procedure or for the whole desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.desk.model import Escalation, Slot, SlotKind
from carrel.desk.reading.fields import Fields

_KINDS: dict[str, SlotKind] = {kind: kind for kind in get_args(SlotKind)}
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_LONGEST_PATTERN = 60
_FIELDS = ("name", "says", "ask", "kind", "patterns", "choices", "words", "step")


def slots(fields: Fields, name: str, steps: int) -> tuple[Slot, ...]:
    """The slots under this name, each with a name of its own; steps: how many there are."""
    found: list[Slot] = []
    for one in fields.tables(name):
        slot = _slot(one, steps)
        if slot.name and slot.name in {other.name for other in found}:
            one.fault(
                "name",
                _("Another slot is called “{name}”.").format(name=slot.name),
                _("Give each slot a name of its own."),
            )
        found.append(slot)
    return tuple(found)


def escalations(fields: Fields) -> tuple[Escalation, ...]:
    """When a person takes over."""
    found: list[Escalation] = []
    for one in fields.tables("escalate"):
        one.known(("when", "because"))
        when = one.phrases("when", needed='when = ["lawyer"]')
        because = one_line(one.words("because", needed='because = "A lawyer is named: a person must answer."'))
        found.append(Escalation(when, because))
    return tuple(found)


def _slot(fields: Fields, steps: int) -> Slot:
    fields.known(_FIELDS)
    name = fields.words("name", needed='name = "order"')
    if name and not _NAME.fullmatch(name):
        what = _("“{name}” is no name for a slot.").format(name=one_line(name, 60))
        fields.fault("name", what, _("Use small letters from a to z and digits, such as “order”."))
    said = fields.words("kind", needed='kind = "pattern"')
    kind = _KINDS.get(said, "text")
    if said and said not in _KINDS:
        what = _("“{kind}” is no kind of slot.").format(kind=one_line(said, 60))
        fields.fault("kind", what, _("Write one of these: {kinds}.").format(kinds=", ".join(_KINDS)))
    step = fields.count("step", 1)
    if steps and step > steps:
        what = _("There is no step {step}.").format(step=step)
        fields.fault("step", what, _("The last one is {last}.").format(last=steps))
    return Slot(
        name=name,
        says=one_line(fields.words("says", needed='says = "the order number"')),
        ask=fields.words("ask", needed='ask = "What is your order number?"'),
        kind=kind,
        patterns=_patterns(fields, kind),
        choices=_choices(fields, kind),
        words=fields.phrases("words", needed='words = ["…"]' if kind == "text" and said == "text" else ""),
        step=step,
    )


def _patterns(fields: Fields, kind: SlotKind) -> tuple[str, ...]:
    found = fields.phrases("patterns", needed='patterns = ["LK-######"]' if kind == "pattern" else "")
    for one in found:
        if len(one) > _LONGEST_PATTERN or not ("#" in one or "@" in one):
            what = _("“{pattern}” is no pattern.").format(pattern=one_line(one, 60))
            next_step = _("Write # for a digit and @ for a letter, at most {count} characters.")
            fields.fault("patterns", what, next_step.format(count=_LONGEST_PATTERN))
    return found


def _choices(fields: Fields, kind: SlotKind) -> tuple[tuple[str, tuple[str, ...]], ...]:
    value = fields.raw.get("choices", [])
    found = tuple(_choice(one) for one in value) if isinstance(value, list) else (None,)
    chosen = tuple(one for one in found if one is not None)
    if len(chosen) < len(found) or (kind == "choice" and len(chosen) < 2):
        what = _("“choices” does not say what there is to choose from.")
        fields.fault("choices", what, 'choices = [["new", ["unopened", "sealed"]], ["used", ["opened", "worn"]]]')
    return chosen


def _choice(value: Any) -> tuple[str, tuple[str, ...]] | None:
    """A choice with the words that mean it; its own name is one of them."""
    if isinstance(value, str):
        value = [value, []]
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[0], str) or not _is_words(value[1]):
        return None
    name = one_line(value[0])
    return (name, tuple(map(one_line, value[1]))) if name else None


def _is_words(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, str) for one in value)
