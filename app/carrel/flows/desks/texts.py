"""The texts of a desk that a person writes: its procedures, its macros and its settings, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from carrel.base.decoding import NotText, decoded
from carrel.base.show import one_line
from carrel.base.text import cap, clean
from carrel.base.words import _
from carrel.desk import tables
from carrel.desk.model import Desk
from carrel.desk.reading import macros, procedures, settings
from carrel.desk.reading.api import DeskRefused, Fault
from carrel.desk.reading.fields import MOST_CHARACTERS
from carrel.desk.reading.settings import DeskSettings
from carrel.desk.reading.writing import rewritten
from carrel.flows.desks import desks
from carrel.flows.desks.files import content
from carrel.flows.desks.folder import MOST_FILES
from carrel.flows.kit import Kit

TextKind = Literal["procedure", "macro"]

_READ: Mapping[TextKind, Callable[..., tuple[object | None, tuple[Fault, ...]]]] = {
    "procedure": procedures.read,
    "macro": macros.read,
}


@dataclass(frozen=True)
class DeskText:
    """The text of a procedure or a macro. title: its own; its name where it has none. is_used: it is sound."""

    kind: TextKind
    name: str
    title: str
    text: str
    is_used: bool = True


def texts(kit: Kit, desk: str, kind: TextKind) -> list[DeskText]:
    """The procedures or the macros of a desk in their order."""
    with kit.store.reading() as db:
        held = tables.procedure_texts(db, desk) if kind == "procedure" else tables.macro_texts(db, desk)
    return [_text(kind, name, text) for name, text in held.items()]


def faults(kind: TextKind, name: str, text: str) -> tuple[Fault, ...]:
    """What is wrong in a text as it is being written."""
    return _READ[kind](name, text)[1]


def blank(kind: TextKind, title: str) -> str:
    """A text to begin with."""
    quoted = settings.quoted(one_line(title, settings.LONGEST_TITLE))
    if kind == "macro":
        return f"+++\ntitle = {quoted}\n+++\n" + _("Dear {{customer}},\n\n…\n\n{{sign}}\n")
    when = settings.quoted(one_line(title, settings.LONGEST_TITLE).casefold())
    return f"+++\ntitle = {quoted}\nwhen = [{when}]\n+++\n1. " + _("The first step.") + "\n"


def begin(kit: Kit, desk: str, kind: TextKind, title: str) -> DeskText:
    """Keep a new text with this title; raises DeskRefused without one."""
    title = one_line(title, settings.LONGEST_TITLE)
    if not title:
        raise DeskRefused(_("It needs a title."), _("Write what it is for, such as “Send something back”."))
    held = {one.name for one in texts(kit, desk, kind)}
    plain = "-".join("".join(one if one.isalnum() else " " for one in title.casefold()).split())[:60] or kind
    name, number = plain, 1
    while name in held:
        number += 1
        name = f"{plain}-{number}"
    made = DeskText(kind, name, title, blank(kind, title))
    keep(kit, desk, made)
    return made


def keep(kit: Kit, desk: str, one: DeskText) -> None:
    """Keep a text in place of the one of its name, sound or not: a faulty one is kept, and not used."""
    held = texts(kit, desk, one.kind)
    place = next((at for at, other in enumerate(held) if other.name == one.name), len(held))
    write = tables.keep_procedure if one.kind == "procedure" else tables.keep_macro
    with kit.store.writing() as db:
        write(db, desk, one.name, cap(clean(one.text))[0], place)


def remove(kit: Kit, desk: str, kind: TextKind, name: str) -> list[DeskText]:
    """Take a text away; returns all as they were, for `put_back`."""
    held = texts(kit, desk, kind)
    _write(kit, desk, kind, [one for one in held if one.name != name])
    return held


def put_back(kit: Kit, desk: str, held: list[DeskText]) -> None:
    """Undo a `remove`: the texts are again what they were."""
    if held:
        _write(kit, desk, held[0].kind, held)


@dataclass(frozen=True)
class TextsLook:
    """What files would bring: the sound texts, and what is wrong in all of them. renewed: names known already."""

    """What files would bring: the sound texts, and what is wrong in all of them. renewed: names known already."""
    kind: TextKind
    texts: tuple[DeskText, ...]
    renewed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def open_files(kit: Kit, desk: str, kind: TextKind, paths: Sequence[Path]) -> TextsLook:
    """What these files would bring; one that cannot be read is told like everything that is wrong in the others."""
    found: list[DeskText] = []
    wrong: list[Fault] = []
    for path in paths[:MOST_FILES]:
        file = one_line(path.name)
        try:
            text = decoded(content(path, 4 * MOST_CHARACTERS))[0]
        except NotText:
            wrong.append(Fault(file, 0, _("It is not text."), _("Write it with a text editor.")))
            continue
        except DeskRefused as error:
            wrong.append(Fault(file, 0, error.what, error.next_step))
            continue
        one = _text(kind, path.stem, text)
        wrong += _READ[kind](path.stem, text, file)[1]
        found += [one] if one.is_used else []
    known = {one.name for one in texts(kit, desk, kind)}
    return TextsLook(kind, tuple(found), tuple(one.name for one in found if one.name in known), tuple(wrong))


def keep_all(kit: Kit, desk: str, look: TextsLook) -> list[DeskText]:
    """Keep these texts, in place of those of their names; returns all as they were, for `put_all_back`."""
    before = texts(kit, desk, look.kind)
    for one in look.texts:
        keep(kit, desk, one)
    return before


def put_all_back(kit: Kit, desk: str, kind: TextKind, before: list[DeskText]) -> None:
    """Undo a `keep_all`."""
    _write(kit, desk, kind, before)


def set_settings(kit: Kit, desk: str, said: DeskSettings) -> Desk:
    """Let a desk be called and sign like this; what it asks for and when it hands over stays. Raises DeskRefused."""
    with kit.store.writing() as db:
        text = rewritten(tables.text_of(db, desk), said)
        found, wrong = settings.read(text)
        if found is None:
            raise DeskRefused(wrong[0].what, wrong[0].next_step)
        if any(one.title.casefold() == found.title.casefold() and one.id != desk for one in tables.desks(db)):
            raise DeskRefused(
                _("There is a desk called “{title}” already.").format(title=found.title), _("Choose another name.")
            )
        tables.rewrite(db, desk, found.title, text)
        return tables.desk(db, desk)


def make(kit: Kit, said: DeskSettings) -> Desk:
    """A new desk with these settings; raises DeskRefused."""
    return set_settings(kit, desks.make(kit, said.title).id, said)


def settings_of(desk: Desk) -> DeskSettings:
    """What a desk says of itself."""
    return DeskSettings(
        desk.title, desk.language, desk.currency, desk.behaviour, desk.sign, desk.mine, desk.general, desk.escalations
    )


def addresses(said: str) -> tuple[str, ...]:
    """The addresses in what was typed, apart by commas, semicolons or blanks."""
    return tuple(dict.fromkeys(said.replace(",", " ").replace(";", " ").casefold().split()))


def _write(kit: Kit, desk: str, kind: TextKind, wanted: list[DeskText]) -> None:
    forget, write = (
        (tables.forget_procedures, tables.keep_procedure)
        if kind == "procedure"
        else (tables.forget_macros, tables.keep_macro)
    )
    with kit.store.writing() as db:
        forget(db, desk)
        for place, one in enumerate(wanted):
            write(db, desk, one.name, one.text, place)


def _text(kind: TextKind, name: str, text: str) -> DeskText:
    found = _READ[kind](name, text)[0]
    return DeskText(kind, name, str(getattr(found, "title", "")) or name, text, found is not None)
