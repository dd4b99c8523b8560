"""A pack is checked against the marker, built into one file, installed whole, replaced and removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.assessment import tables as items
from carrel.base.archive import ArchiveRefused
from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.flows import library, pack_shelf
from carrel.flows.kit import Kit
from carrel.flows.pack import build, check
from carrel.flows.pack_marks import misjudged
from carrel.library import quoting, search
from carrel.library.packs import tables
from carrel.library.packs.findings import Finding
from carrel.library.packs.items import KINDS
from carrel.library.packs.model import InstalledPack, PackMissing, PackRefused
from carrel.library.packs.reading import read_pack
from tests.library.packs.kit import (
    COURSE,
    ITEMS,
    PICTURE,
    TOPIC,
    Change,
    changed,
    drop,
    good,
    hint,
    item,
    swap,
    written,
)


def install(kit: Kit, folder: Path) -> InstalledPack:
    """Install the pack in this folder."""
    steps = list(pack_shelf.install(kit, folder, Cancel()))
    assert all(isinstance(step, Progress) for step in steps[:-1])
    installed = steps[-1]
    assert isinstance(installed, InstalledPack)
    return installed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a good pack."""
    return written(good(), tmp_path / "pack")


def test_the_marker_agrees_with_every_item_of_a_good_pack(folder: Path) -> None:
    assert check(folder).found == ()


@pytest.mark.parametrize(
    ("rule", "change", "words"),
    [
        ("key-not-right", item(3, answers=["59 m", "many"]), "“many m”"),
        ("key-not-right", item(3, answers=["59 s"]), "“59 s m”"),
        ("key-not-right", item(4, answers=["2a +"]), "“2a +”"),
        ("key-not-right", item(4, answers=["2*(a + 3)"], form="expanded"), "“2*(a + 3)”"),
        ("key-not-right", item(9, model_answer="It makes numbers longer."), "“join”"),
        ("distractor-right", item(5, reject=["total"]), "“total”"),
        ("distractor-right", item(5, reject=["the sum"]), "“the sum”"),
        ("distractor-right", item(5, answers=["sum", "total"], reject=["SUM"]), "“SUM”"),
        ("item-refused", item(2, answers=["perhaps"]), ""),
        ("item-refused", item(3, tolerance={"absolute": "wide"}), "absolute"),
        ("no-check", item(3, check=None), ""),
        ("check", item(3, check="25 +"), "cannot be read"),
        ("check", item(4, check={"equals": "a"}), "same_as"),
        ("key-not-computed", item(3, check="25 + 35"), "60 m"),
        ("key-not-computed", item(4, check={"same_as": "a + 2"}), "a + 2"),
        ("key-not-computed", item(3, check={"fact": "This stands nowhere."}), "lesson"),
        ("key-not-computed", item(3, check={"fact": "Adding joins two amounts into one total."}), "lesson"),
        ("hint-key", item(5, answers=["addition"], hints=["What is it?", "It is additon.", "Say it."]), "Hint 2"),
    ],
)
def test_what_the_marker_says_otherwise_is_a_fault(rule: str, change: Change, words: str, tmp_path: Path) -> None:
    found = check(written(changed(change), tmp_path / "pack")).faults(strict=True)
    assert any(one.rule == rule and words in one.what and one.place.item for one in found), found


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("text", "right", "id", "says")), inner)
    ),
    max_leaves=6,
)
_NAMES = ("prompt", "hints", "answers", "choices", "multiple", "pairs", "sequence", "text", "points", "unit", "reject")


@settings(max_examples=100)
@given(st.sampled_from(tuple(KINDS)), st.dictionaries(st.sampled_from(_NAMES), _VALUES))
def test_items_of_any_values_are_marked_or_told(kind: str, raw: dict[str, object]) -> None:
    files = {**good(), ITEMS: json.dumps({"v": 1, "kind": kind, **raw}).encode()}
    found: list[Finding] = []
    assert all(one.what for one in misjudged(read_pack(files, found), found))


def test_a_key_that_is_a_fact_stands_in_the_lesson_in_figures_or_in_words(tmp_path: Path) -> None:
    said = item(3, prompt="How many amounts?", answers=["2"], unit="", check={"fact": "Adding joins two amounts"})
    assert check(written(changed(said), tmp_path / "words")).found == ()
    figures = item(
        3, prompt="What do we want?", answers=["11"], unit="", check={"fact": "We want the sum of 4 and 11."}
    )
    assert check(written(changed(figures), tmp_path / "figures")).found == ()


def test_what_a_rule_told_is_not_told_again_by_the_marker(tmp_path: Path) -> None:
    found = check(written(changed(item(1, choices=[])), tmp_path / "pack")).faults()
    assert [one.rule for one in found] == ["choices"]


def test_a_pack_is_built_into_the_same_bytes_each_time_and_checked_from_them(folder: Path, tmp_path: Path) -> None:
    path, checked = build(folder)
    assert path == tmp_path / "small-sums-1.0.zip"
    first = path.read_bytes()
    (folder / TOPIC).touch()
    assert build(folder, replace=True)[0].read_bytes() == first
    assert check(path) == checked


def test_a_file_is_replaced_only_when_that_was_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    out.write_text("mine")
    with pytest.raises(PackRefused, match="already a file"):
        build(folder, out)
    assert out.read_text() == "mine"


def test_a_pack_is_not_built_where_it_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PackRefused, match="could not be written"):
        build(folder, tmp_path / "none" / "out.zip")


@pytest.mark.parametrize("content", [None, b"", b"hello", b"PK\x03\x04 broken"])
def test_what_is_no_pack_is_refused_in_a_sentence(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "some.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((PackRefused, ArchiveRefused)) as refused:
        check(path)
    assert refused.value.what
    assert refused.value.next_step


def test_a_pack_with_faults_is_neither_built_nor_installed_and_the_first_is_named(kit: Kit, tmp_path: Path) -> None:
    folder = written(changed(swap(COURSE, "licence", "licens"), hint(5, "It is a sum.")), tmp_path / "pack")
    for work in (lambda: build(folder), lambda: install(kit, folder)):
        with pytest.raises(PackRefused, match=r"3 faults.*course\.toml"):
            work()
    assert pack_shelf.installed(kit) == []
    assert not (tmp_path / "pack.zip").exists()


def test_an_installed_pack_is_kept_with_its_skills_topics_items_and_lessons(kit: Kit, folder: Path) -> None:
    installed = install(kit, folder)
    assert pack_shelf.installed(kit) == [(installed, 9)]
    assert (installed.id, installed.version, installed.topics, installed.skills) == ("small-sums", "1.0", 1, 2)
    with kit.store.reading() as db:
        [topic] = tables.topics(db, "small-sums")
        assert [(one.id, one.requires) for one in tables.skills(db, "small-sums")] == [
            ("sums.counting", ()),
            ("sums.adding", ("sums.counting",)),
        ]
        assert len(items.bodies(db, "sums.adding")) == 9
    [lesson] = library.documents(kit)
    assert (lesson.id, lesson.kind, lesson.title, lesson.form) == (topic.document, "lesson", "Adding", "markdown")
    assert (lesson.pack, lesson.state, lesson.language) == ("small-sums", "ready", "en")
    parts = library.parts(kit, lesson.id)
    assert [part.label for part in parts][:3] == ["In simple words", "The idea", "Going further"]
    assert parts[1].text.startswith("Adding joins two amounts into one total.")
    assert pack_shelf.picture(kit, "small-sums", PICTURE) == good()[PICTURE]


def test_a_wrong_idea_is_called_one_wherever_it_is_quoted(kit: Kit, folder: Path) -> None:
    install(kit, folder)
    [lesson] = library.documents(kit)
    [part] = [part for part in library.parts(kit, lesson.id) if part.label == "Misconceptions"]
    headings = [line for line in part.text.splitlines() if line.startswith("###")]
    assert headings == [
        "### Misconceptions: Counting the first number again",
        "### Misconceptions: Adding makes everything longer",
    ]


def found(kit: Kit, words: str) -> list[tuple[str, str]]:
    """The lessons and sections in which a search finds these words."""
    with kit.store.reading() as db:
        return [(one.passage.title, one.passage.label) for one in search.find(db, words)]


def test_the_lessons_of_an_installed_pack_are_found_and_can_be_cited(kit: Kit, folder: Path) -> None:
    install(kit, folder)
    assert found(kit, "is adding commutative?")[0] == ("Adding", "Going further")
    [lesson] = library.documents(kit)
    texts = [part.text for part in library.parts(kit, lesson.id)]
    assert any(quoting.find("Adding joins two amounts into one total.", text) for text in texts)
    pack_shelf.remove(kit, "small-sums")
    assert found(kit, "is adding commutative?") == []


def test_a_newer_version_replaces_the_older_and_keeps_what_refers_to_it(kit: Kit, folder: Path) -> None:
    first = install(kit, folder)
    [lesson] = library.documents(kit)
    with kit.store.reading() as db:
        numbers = dict(db.execute("select id, number from item").fetchall())
        kept = db.execute("select number from skill where id = 'sums.adding'").fetchone()
    newer = changed(
        swap(COURSE, '"1.0"', '"1.10"'),
        swap(COURSE, "Count forwards", "Count on"),
        swap(TOPIC, "That is a sum.", "That is what a sum is."),
        lambda files: files.update({ITEMS: b"\n".join(files[ITEMS].splitlines()[:8])}),
    )
    second = install(kit, written(newer, folder))
    assert (second.version, second.created) == ("1.10", first.created)
    assert [one.id for one in library.documents(kit)] == [lesson.id]
    assert "That is what a sum is." in library.parts(kit, lesson.id)[0].text
    assert ("Adding", "In simple words") in found(kit, "what is a sum")
    assert library.document(kit, lesson.id).sha256 != lesson.sha256
    with kit.store.reading() as db:
        assert dict(db.execute("select id, number from item").fetchall()) == {
            name: number for name, number in numbers.items() if name != "sums.adding.09"
        }
        assert db.execute("select number from skill where id = 'sums.adding'").fetchone() == kept
        assert tables.skills(db, "small-sums")[0].name == "Count on"


def test_a_lesson_that_did_not_change_is_left_as_it_is(kit: Kit, folder: Path) -> None:
    install(kit, folder)
    with kit.store.reading() as db:
        before = db.execute("select number from part").fetchall()
    install(kit, folder)
    with kit.store.reading() as db:
        assert db.execute("select number from part").fetchall() == before


def test_a_lesson_that_was_taken_out_of_the_library_comes_back_with_the_pack(kit: Kit, folder: Path) -> None:
    install(kit, folder)
    [lesson] = library.documents(kit)
    library.remove(kit, [lesson.id])
    install(kit, folder)
    assert [one.id for one in library.documents(kit)] == [lesson.id]


def test_a_topic_that_is_gone_leaves_the_library_and_may_come_back(kit: Kit, folder: Path) -> None:
    more = {"topics/sums.taking.md": good()[TOPIC], "topics/sums.adding.md": good()[TOPIC]}
    install(kit, written(more, folder))
    ids = {one.name: one.id for one in library.documents(kit)}
    (folder / "topics" / "sums.taking.md").unlink()
    install(kit, folder)
    assert [one.name for one in library.documents(kit)] == ["sums.adding.md"]
    assert library.document(kit, ids["sums.taking.md"]).deleted
    install(kit, written(more, folder))
    assert {one.name: one.id for one in library.documents(kit)} == ids


def test_an_older_version_does_not_replace_a_newer_one(kit: Kit, folder: Path) -> None:
    install(kit, written(changed(swap(COURSE, '"1.0"', '"2026.10"')), folder))
    with pytest.raises(PackRefused, match="newer version"):
        install(kit, written(changed(swap(COURSE, '"1.0"', '"2026.9"')), folder))


def test_two_packs_do_not_share_ids(kit: Kit, folder: Path, tmp_path: Path) -> None:
    install(kit, folder)
    other = written(changed(swap(COURSE, '"small-sums"', '"other-sums"')), tmp_path / "other")
    with pytest.raises(PackRefused, match=r"Small sums.*sums\.adding"):
        install(kit, other)
    assert [one.id for one, _count in pack_shelf.installed(kit)] == ["small-sums"]


def test_stopping_leaves_nothing_behind(kit: Kit, folder: Path) -> None:
    cancel = Cancel()
    steps = pack_shelf.install(kit, folder, cancel)
    next(steps)
    next(steps)
    cancel.set()
    with pytest.raises(Stopped):
        next(steps)
    assert pack_shelf.installed(kit) == []
    assert library.documents(kit) == []


def test_a_pack_whose_file_cannot_be_kept_is_not_installed(kit: Kit, folder: Path) -> None:
    (kit.places.data / pack_shelf.FOLDER).write_text("in the way")
    with pytest.raises(PackRefused, match="could not be written"):
        install(kit, folder)
    assert pack_shelf.installed(kit) == []


def test_a_removed_pack_leaves_nothing_and_tells_every_room(kit: Kit, folder: Path) -> None:
    install(kit, folder)
    rooms: list[frozenset[str]] = []
    kit.store.on_change(rooms.append)
    assert pack_shelf.remove(kit, "small-sums").title == "Small sums"
    assert rooms[0] >= {"assessment", "library"}
    assert (pack_shelf.installed(kit), library.documents(kit)) == ([], [])
    with kit.store.reading() as db:
        for table in ("skill", "skill_requires", "topic", "item", "document", "part", "passage", "passage_search"):
            assert db.execute(f"select count(*) from {table}").fetchone()[0] == 0, table
    assert list((kit.places.data / pack_shelf.FOLDER).iterdir()) == []
    with pytest.raises(PackMissing):
        pack_shelf.picture(kit, "small-sums", PICTURE)
    with pytest.raises(PackMissing):
        pack_shelf.remove(kit, "small-sums")


def test_a_picture_that_is_not_in_the_pack_is_missing(kit: Kit, folder: Path) -> None:
    install(kit, folder)
    with pytest.raises(PackMissing):
        pack_shelf.picture(kit, "small-sums", "images/none.svg")


def test_a_pack_without_pictures_is_fine(kit: Kit, tmp_path: Path) -> None:
    bare = changed(
        swap(TOPIC, "![A line with the numbers from 0 to 9](../images/line.svg)", "And so on."), drop(PICTURE)
    )
    assert install(kit, written(bare, tmp_path / "pack")).topics == 1


def test_a_pack_that_ships_with_carrel_is_not_checked_again(
    kit: Kit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed_key = item(3, answers=["60"])
    written(changed(changed_key), folder)
    with pytest.raises(PackRefused):
        install(kit, folder)
    monkeypatch.setattr(pack_shelf, "resource", lambda _name: folder.parent)
    assert install(kit, folder).id == "small-sums"
