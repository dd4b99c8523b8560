"""A dataset holds what somebody would have said, without personal data, twins and keys, split for good."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.conversations.talks import tables as talks
from carrel.conversations.talks.model import Talk
from carrel.desk import tables as desks
from carrel.desk.model import PastCase
from carrel.desk.tickets.tables import keep_case
from carrel.engine.scripted import ScriptedEngine
from carrel.examples import tables
from carrel.examples.model import Example, Place
from carrel.exchange.datasets import DATASET_FORMATS
from carrel.exchange.datasets.api import Row, Turn
from carrel.flows import asks, datasets, grow, teach
from carrel.flows.datasets import bringing, making
from carrel.flows.datasets.made import Looked, Made
from carrel.flows.datasets.personal import Choices
from carrel.flows.datasets.sources import Wanted
from carrel.flows.examples import kept
from carrel.flows.kit import Kit
from carrel.flows.prompts import prose
from carrel.flows.take_out import FileExists, FileUnwritable

CHAT = DATASET_FORMATS[0]
PAIRS = DATASET_FORMATS[2]
MAIL = "amina@school.example"


def looked(kit: Kit, wanted: Wanted | None = None) -> Looked:
    """What a dataset could be made of."""
    *_steps, last = making.look(kit, wanted or Wanted(), Cancel())
    assert isinstance(last, Looked)
    return last


def made(kit: Kit, percent: int = 0, wanted: Wanted | None = None) -> Made:
    """A dataset of everything that is wanted."""
    return making.make(looked(kit, wanted), Choices(), percent, Cancel())


def said(kit: Kit, chat: str | None, text: str) -> grow.Replied:
    """A turn in a chat."""
    last = list(teach.say(kit, chat, text, Cancel()))[-1]
    assert isinstance(last, grow.Replied)
    return last


def test_an_example_of_a_chat_comes_with_the_turns_before_it(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += ["Water that flows.", "It is wet."]
    chat = said(kit, None, "What is a river?").message.conversation
    one = asks.keep_better(kit, said(kit, chat, "And a lake?").message.id, "Water that stands.", "It is not a river.")
    (row,) = made(kit).rows
    turns = (Turn("user", "What is a river?"), Turn("assistant", "Water that flows."), Turn("user", "And a lake?"))
    assert row == Row(
        one.id, turns, "Water that stands.", "It is wet.", created=one.created.utc, why="It is not a river."
    )
    kept.change(kit, replace(one, question="What is a lake?"))
    assert made(kit).rows[0].turns == (Turn("user", "What is a lake?"),)


def test_rows_come_from_drafts_and_chats_where_that_is_wanted(kit: Kit, scripted: ScriptedEngine) -> None:
    scripted.replies += ["Water that flows.", "Still water."]
    chat = said(kit, None, "What is a river?").message.conversation
    said(kit, chat, "And a lake?")
    with kit.store.writing() as db:
        for context in ("The pupil forgot the unit.", ""):
            id_ = kit.stamp.new_id()
            tables.keep_example(
                db, Example(id_, "feedback", "k", context, "Wrong.", "Look at the unit.", kit.stamp.now())
            )
    assert made(kit).rows == ()
    told = made(kit, wanted=Wanted(feedback=True, chats=(chat, chat)))
    assert [(row.origin, row.turns[-1].text, row.better) for row in told.rows] == [
        ("chat", "And a lake?", "Still water."),
        ("feedback", "The pupil forgot the unit.", "Look at the unit."),
    ]
    assert told.looked.left == {"unfinished": 1}


def test_solved_cases_of_a_desk_are_rows(kit: Kit) -> None:
    with kit.store.writing() as db:
        now = kit.stamp.now()
        desks.add(db, "d", "Lamps", 'title = "Lamps"', now)
        keep_case(db, PastCase("p", "d", "Where is my lamp?", "It left on Monday.", now))
    assert made(kit).rows == ()
    (row,) = made(kit, wanted=Wanted(desks=("d",))).rows
    assert (row.origin, row.asked, row.better) == ("case", "Where is my lamp?", "It left on Monday.")


def test_what_was_said_beside_an_item_trains_no_model(kit: Kit, scripted: ScriptedEngine) -> None:
    reply = said(kit, None, "What is the key?").message
    with kit.store.writing() as db:
        talks.keep(db, Talk(reply.conversation, item="an.item"))
    asks.keep_better(kit, reply.id, "The key is 42.")
    told = made(kit, wanted=Wanted(chats=(reply.conversation,)))
    assert (told.rows, told.looked.left) == ((), {"practice": 2})
    assert datasets.training(kit) == ()


def test_personal_data_is_shown_with_its_line_and_masked_kept_or_left_out(kit: Kit) -> None:
    kept.add(kit, "How do I write a letter?", f"Begin with a greeting.\nWrite to {MAIL}, and again to {MAIL}.")
    kept.add(kit, "What is a lake?", "Water that stands.")
    found = looked(kit)
    ((_row, spots),) = found.found.items()
    assert [(one.part, one.number, one.line) for one in spots] == [(1, 2, f"Write to {MAIL}, and again to {MAIL}.")] * 2
    masked = making.make(found, Choices(), 0, Cancel())
    assert masked.rows[0].better.endswith("Write to [EMAIL 1], and again to [EMAIL 1].")
    assert dict(masked.masked) == {"email": 2}
    out = making.make(found, Choices("leave-out"), 0, Cancel())
    assert ([row.turns[0].text for row in out.rows], len(out.private)) == (["What is a lake?"], 1)
    own = making.make(found, Choices("mask", {spots[1].key: "keep"}), 0, Cancel())
    assert own.rows[0].better.endswith(f"Write to [EMAIL 1], and again to {MAIL}.")
    assert MAIL in making.make(found, Choices("keep"), 0, Cancel()).rows[0].better


def test_of_rows_that_are_nearly_the_same_the_oldest_stays_and_the_pair_is_shown(kit: Kit) -> None:
    first = kept.add(kit, "How do rivers erode their banks?", "Water carries grains along, and these rub.")
    again = kept.add(kit, "How do rivers erode their banks??", "Water carries grains along, and these rub!")
    kept.add(kit, "How do rivers erode their banks?", "Look at a bend: the outer side is steep.")
    told = made(kit)
    assert [(twin.row.id, twin.older.id, twin.share) for twin in told.twins] == [(again.id, first.id, 1)]
    assert len(told.rows) == 2


def test_a_dataset_is_written_with_its_card_and_loses_no_file_of_anybody(kit: Kit, tmp_path: Path) -> None:
    for number in range(40):
        kept.add(kit, f"What is the {number * 7919}th thing about {number}?", f"It is {number}.")
    kept.add(kit, "Who wrote this?", f"Somebody at {MAIL}.")
    told = made(kit, percent=30)
    folder = tmp_path / "new" / "data"
    out = making.write(told, CHAT, folder, "CC BY 4.0, Ada", "2026-03-02")
    assert [path.name for path in out.files] == ["train.jsonl", "held-out.jsonl", "README.md"]
    lines = {path.name: path.read_text(encoding="utf-8") for path in out.files}
    assert (out.learned, out.held_out) == (len(told.learned), len(told.held_out))
    assert lines["train.jsonl"].count("\n") == out.learned
    assert out.held_out > 3
    asked = {json.loads(line)["messages"][0]["content"] for line in lines["held-out.jsonl"].splitlines()}
    assert asked == {row.asked for row in told.held_out}
    card = lines["README.md"]
    for words in (
        "2026-03-02",
        f"{out.learned} rows to learn from",
        "41 replies",
        "Masked: email 1.",
        "CC BY 4.0, Ada",
    ):
        assert words in card
    assert MAIL not in "".join(lines.values())
    with pytest.raises(FileExists):
        making.write(told, CHAT, folder, "", "2026-03-02")
    assert (folder / "README.md").read_text(encoding="utf-8") == card
    making.write(told, CHAT, folder, "", "2026-03-02", replace_it=True)
    assert "Private: nobody may" in (folder / "README.md").read_text(encoding="utf-8")
    (tmp_path / "file").write_text("")
    with pytest.raises(FileUnwritable):
        making.write(told, CHAT, tmp_path / "file" / "x", "", "2026-03-02")


def test_held_out_rows_of_before_that_are_not_written_now_do_not_stay_beside_new_ones(kit: Kit, tmp_path: Path) -> None:
    for number in range(12):
        kept.add(kit, f"What is the {number * 7919}th thing about {number}?", f"It is {number}.")
    making.write(made(kit, percent=90), CHAT, tmp_path, "", "2026-03-02")
    assert (tmp_path / "held-out.jsonl").exists()
    making.write(made(kit, percent=0), CHAT, tmp_path, "", "2026-03-02", replace_it=True)
    assert not (tmp_path / "held-out.jsonl").exists()


def test_nothing_to_learn_from_is_said_and_nothing_written(kit: Kit, tmp_path: Path) -> None:
    kept.add(kit, "What is a lake?", "Water that stands.")
    with pytest.raises(making.NoRows):
        making.write(made(kit), PAIRS, tmp_path / "data", "", "2026-03-02")
    assert not (tmp_path / "data").exists()


def test_what_a_model_is_trained_on_begins_as_every_chat_does_and_is_masked(kit: Kit) -> None:
    place = Place("course", "c")
    kept.add(kit, "Who wrote this?", f"Somebody at {MAIL}.", place=place)
    kept.add(kit, "What is a lake?", "Water that stands.")
    both = datasets.training(kit)
    assert [row.turns[0] for row in both] == [Turn("system", prose("tutor"))] * 2
    assert both[0].better == "Somebody at [EMAIL 1]."
    (one,) = datasets.training(kit, Wanted(places=(place,)))
    assert (one.turns, one.held_out) == ((Turn("user", "Who wrote this?"),), both[0].held_out)


def test_looking_can_be_stopped(kit: Kit) -> None:
    kept.add(kit, "What is a lake?", "Water that stands.")
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Stopped):
        list(making.look(kit, Wanted(), cancel))


def test_rows_of_others_become_examples_once_and_the_rest_is_named(kit: Kit, tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl"
    lines = [
        {"prompt": "What is a lake?", "chosen": "Water that stands.", "rejected": "Wet."},
        {"messages": [{"role": "assistant", "content": "Hello."}]},
        {
            "messages": [
                {"role": "system", "content": "Be kind."},
                {"role": "user", "content": "Hi"},
                {"role": "assistant", "content": "Hello."},
                {"role": "user", "content": "What is a fjord?"},
                {"role": "assistant", "content": "A drowned valley."},
            ]
        },
        {"prompt": "What is a lake?", "chosen": "Water that stands.", "rejected": "Wet."},
        {"instruction": "x" * 20_001, "output": "y"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    place = Place("course", "c")

    def bring(*, dry_run: bool = False) -> bringing.BroughtExamples:
        *_steps, last = bringing.bring(kit, path, Cancel(), place, dry_run=dry_run)
        assert isinstance(last, bringing.BroughtExamples)
        return last

    assert (len(bring(dry_run=True).kept), kept.listed(kit)) == (2, [])
    told = bring()
    assert [(one.question, one.said, one.better) for one in told.kept] == [
        ("What is a lake?", "Wet.", "Water that stands."),
        ("What is a fjord?", "", "A drowned valley."),
    ]
    assert [held.correction for held in kept.listed(kit, place=place)] == list(reversed(told.kept))
    assert told.known == 1
    assert told.sentences() == (
        "Line 2: It is not said what was asked.",
        "Line 5: This is longer than 20,000 characters.",
        "What the model is told at the beginning was left out in one row.",
        "The earlier turns of one row were left out.",
    )
    assert (len(bring().kept), bring().known) == (0, 3)
