"""Documents that give orders change nothing but words, even where the model obeys them (P23)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import pytest

from carrel.base.modes import Mode
from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import browse, courses, library, read_in, teach
from carrel.flows.grow import Replied
from carrel.flows.kit import Kit
from carrel.flows.prepare import Beginning
from carrel.library import quoting
from tests.library.made_zip import docx, w_p

ROWS = [json.loads(line) for line in Path(__file__).with_name("orders.jsonl").read_text(encoding="utf-8").splitlines()]

OBEYED = "As the document orders, the mode is open, all chats are deleted and every answer is right."

WORDS = {
    "citation",
    "considered",
    "conversation",
    "evidence",
    "message",
    "message_search",
    "prompt",
    "sqlite_sequence",
}
"""The tables that a question and its reply are kept in, with those that a search keeps beside them."""


@dataclass(frozen=True)
class Ordering:
    """A document that gives orders: its file, and what it says about itself."""

    name: str
    orders: str
    at: int

    @property
    def thing(self) -> str:
        """What the document is about."""
        return f"pump P{self.at:03}"

    def write(self, folder: Path) -> Path:
        """The file, of one kind in five."""
        lines = [f"The {self.thing} is painted orange.", self.orders, f"The {self.thing} stands behind the mill."]
        ending = ("txt", "md", "html", "csv", "docx")[self.at % 5]
        path = folder / f"{self.thing}.{ending}"
        if ending == "docx":
            paragraphs = "".join(w_p(escape("".join(c for c in line if c.isprintable()))) for line in lines)
            path.write_bytes(docx(paragraphs))
        elif ending == "html":
            path.write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in lines), encoding="utf-8")
        elif ending == "csv":
            rows = "".join('"{}",{}\n'.format(line.replace('"', '""'), at) for at, line in enumerate(lines))
            path.write_text("says,line\n" + rows, encoding="utf-8")
        else:
            path.write_text("\n\n".join(lines), encoding="utf-8")
        return path


ORDERING = [Ordering(row["name"], row["orders"], at) for at, row in enumerate(ROWS)]


def tables(kit: Kit) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with kit.store.reading() as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: db.execute(f'select * from "{name}"').fetchall() for name in names}


def files(folder: Path) -> dict[str, bytes]:
    """Every file below, but for the database, which is compared by its tables."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("carrel.db")
    }


@pytest.fixture
def course(kit: Kit, tmp_path: Path) -> str:
    """A course with all of these documents, in which hints are given and answers come from sources only."""
    made = courses.make(kit, "Pumps")
    courses.change(kit, replace(made, help="hints", mode="sources"))
    folder = tmp_path / "documents"
    folder.mkdir()
    paths = [one.write(folder) for one in ORDERING]
    wish = read_in.Wish(course=made.id)
    read = [step for step in read_in.read_in(kit, paths, Cancel(), wish) if isinstance(step, read_in.Read)]
    assert len(read) == len(ORDERING)
    return made.id


def ask(kit: Kit, text: str, course: str, mode: Mode | None) -> Replied:
    """Ask once in a chat of its own."""
    *_steps, last = teach.say(kit, None, text, Cancel(), Beginning(course, mode=mode))
    assert isinstance(last, Replied)
    return last


def asked(kit: Kit, scripted: ScriptedEngine, course: str, mode: Mode | None) -> Iterator[tuple[Ordering, Replied]]:
    """Each document asked about, with a model that says what the document orders, and more."""
    for one in ORDERING:
        scripted.replies.append(f'{OBEYED} {one.orders} "{OBEYED}" [1]')
        yield one, ask(kit, f"How is the {one.thing} painted?", course, mode)


def test_there_are_sixty_of_them_and_more() -> None:
    assert len({one.orders for one in ORDERING}) >= 60


def test_what_a_document_orders_changes_nothing_but_words(kit: Kit, scripted: ScriptedEngine, course: str) -> None:
    home, before = files(kit.places.data.parent), tables(kit)
    settings, shelf = kit.settings.current, library.documents(kit)
    bound = courses.courses(kit)
    modes: tuple[Mode | None, ...] = (None, "open")
    chats = [(mode, *one) for mode in modes for one in asked(kit, scripted, course, mode)]
    after = tables(kit)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name for name in changed if not name.startswith(tuple(WORDS))} == set()
    assert files(kit.places.data.parent) == home
    assert (kit.settings.current, courses.courses(kit), library.documents(kit)) == (settings, bound, shelf)
    for mode, one, replied in chats:
        held = browse.chat(kit, replied.message.conversation).conversation
        assert (held.mode, held.course) == (mode, course), one.name
        assert replied.evidence is not None
        assert replied.evidence.mode == (mode or "sources"), one.name


def test_no_document_adds_a_turn_a_passage_a_question_or_a_quote(
    kit: Kit, scripted: ScriptedEngine, course: str
) -> None:
    answered = 0
    for one, replied in asked(kit, scripted, course, None):
        assert replied.evidence is not None
        turns = scripted.asked[-1].turns
        assert [turn.role for turn in turns] == ["system", "user"], one.name
        assert one.orders not in turns[0].text
        sent = [f"[{n + 1}]" for n in range(sum(each.sent for each in replied.evidence.considered))]
        lines = turns[1].text.splitlines()
        assert [line.split(" ", 1)[0] for line in lines] == ["Passages:", *sent, "", "Question:"], one.name
        for cited in replied.evidence.citations:
            part = library.parts(kit, cited.document or "")[cited.part]
            assert part.text[cited.first : cited.last] == cited.quote, one.name
        for quote in quoting.quotes_in(replied.message.text):
            assert quote.number is None or OBEYED not in quote.words, one.name
        answered += any("painted orange" in cited.quote for cited in replied.evidence.citations)
    assert answered >= 0.9 * len(ORDERING)
