"""The child that unpacks packs is believed in nothing, and one child serves many packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from carrel.base.apart import Apart, Ended, Limits
from carrel.base.errors import Stopped
from carrel.base.wire import Frame
from carrel.base.work import Cancel
from carrel.classroom import packing
from carrel.classroom.model import PackTooNew, PackUnreadable
from carrel.flows.classes import open_pack, rooms
from carrel.flows.classes.packs import reading
from carrel.flows.classes.packs.reading import PackReader
from tests.classroom.kit import STRANGER, TEACHER_PUBLIC, resigned, small, unzipped
from tests.flows.classes.conftest import School

FILES = unzipped(small())
FORGED = {**FILES, "assignments.json": b'[{"title": "Sells"}]\n'}


def sent(files: Mapping[str, bytes]) -> list[Frame]:
    """What a child sends of these files."""
    return [
        frame
        for name, content in files.items()
        for frame in (Frame({"name": name, "length": len(content)}), Frame({}, content))
    ]


def told(monkeypatch: pytest.MonkeyPatch, frames: list[Frame]) -> str:
    """The state of the pack by what such a child says of it."""
    monkeypatch.setattr(Apart, "ask", lambda *_said: iter(frames))
    with PackReader() as reader:
        return reader.read(small(), (TEACHER_PUBLIC,), Cancel()).state


def test_what_an_honest_child_says_is_what_is_read_here() -> None:
    with PackReader() as reader:
        for content in (
            small(),
            resigned(lambda said: {**said, "sequence": 9}),
            resigned(lambda _said: None, STRANGER),
        ):
            assert reader.read(content, (TEACHER_PUBLIC,), Cancel()) == packing.read(content, (TEACHER_PUBLIC,))


def test_one_child_serves_many_packs_and_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class Counted(Apart):
        def __init__(self, work: str, limits: Limits) -> None:
            started.append(work)
            super().__init__(work, limits)

    monkeypatch.setattr(reading, "Apart", Counted)
    with PackReader() as reader:
        for _each in range(5):
            reader.read(small(), (), Cancel())
            with pytest.raises(PackUnreadable):
                reader.read(small()[:-30], (), Cancel())
        with pytest.raises(PackTooNew):
            reader.read(resigned(lambda said: {**said, "v": 2}), (), Cancel())
    assert len(started) == 1


@pytest.mark.parametrize(
    "files",
    [
        FORGED,
        {name: FILES[name] for name in FILES if name != "empty.json"},
        {**FILES, "more.json": b"{}"},
        unzipped(resigned(lambda said: {**said, "sequence": 9}, STRANGER)),
        {**FILES, "signature": b"x" * 64},
    ],
    ids=["another content", "a file less", "a file more", "another pack", "another signature"],
)
def test_a_child_that_lies_makes_the_pack_a_changed_one(
    monkeypatch: pytest.MonkeyPatch, files: Mapping[str, bytes]
) -> None:
    assert told(monkeypatch, sent(FILES)) == "ok"
    assert told(monkeypatch, sent(files)) == "changed"


@pytest.mark.parametrize(
    "frames",
    [
        [],
        [Frame({}, b"bytes of nothing")],
        [Frame({"name": "manifest.json", "length": 1}), Frame({}, b"two")],
        [Frame({"name": "manifest.json", "length": "many"})],
        [Frame({"name": "manifest.json", "length": 2}), Frame({}, b"{}")],
    ],
    ids=["nothing", "bytes without a name", "more than was told", "no number", "another manifest"],
)
def test_a_child_that_talks_nonsense_is_a_damaged_pack(monkeypatch: pytest.MonkeyPatch, frames: list[Frame]) -> None:
    with pytest.raises(PackUnreadable) as refused:
        told(monkeypatch, frames)
    assert refused.value.next_step


@pytest.mark.parametrize(("why", "says"), [("memory", "more memory"), ("time", "longer"), ("crashed", "damaged")])
def test_how_a_child_died_is_told(monkeypatch: pytest.MonkeyPatch, why: str, says: str) -> None:
    def dying(*_said: object) -> Iterator[Frame]:
        raise Ended(why)  # type: ignore[arg-type]
        yield

    monkeypatch.setattr(Apart, "ask", dying)
    with PackReader() as reader, pytest.raises(PackUnreadable, match=says):
        reader.read(small(), (), Cancel())


def test_it_stops_when_that_is_asked_for() -> None:
    cancel = Cancel()
    cancel.set()
    with PackReader() as reader, pytest.raises(Stopped):
        reader.read(small(), (), cancel)


def test_a_pack_from_a_teacher_with_letters_of_any_script_opens(school: School) -> None:
    """In the child nothing more can be loaded, such as what cleans such a name."""
    teacher = "أ. أمينة"
    rooms.change(school.teacher, school.room.id, "7b", teacher)
    school.set()
    assert open_pack.look(school.pupils[0], school.give()).pack.heading.issuer.name == teacher
