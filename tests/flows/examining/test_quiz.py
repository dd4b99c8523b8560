"""A quiz is made, kept, practised, reviewed, and goes with what it was made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.items import item_from
from carrel.assessment.making.tables import kept
from carrel.assessment.model import Item
from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import evidence, library, pack_shelf, practise, read_in, teach
from carrel.flows.examine.quiz import Quiz, TooLittleText, quiz_on_document, quiz_on_reply
from carrel.flows.grow import Replied
from carrel.flows.kit import Kit
from carrel.flows.practise import NothingToPractise, Wish
from carrel.flows.recommend import recommended
from carrel.library import tables
from carrel.library.model import DocumentMissing
from tests.conftest import CountingStamp
from tests.flows.examining.conftest import LIGHTHOUSE, Keep, quiz
from tests.library.packs.kit import good, written


def here(kit: Kit) -> list[str]:
    """The items that can be practised."""
    with kit.store.reading() as db:
        return [item.id for item in attempts.filed(db)]


def reply_of(kit: Kit, scripted: ScriptedEngine, text: str) -> Message:
    """A reply that says this."""
    scripted.replies.append(text)
    *_steps, last = teach.say(kit, None, "Tell me about the lighthouse.", Cancel())
    assert isinstance(last, Replied)
    return last.message


def read_item(kit: Kit, item: str) -> Item:
    """The item as it is kept."""
    with kit.store.reading() as db:
        return item_from(json.loads(attempts.body(db, item)))


def right_answer(kit: Kit, item: str) -> object:
    """What the item's body says is right."""
    read = read_item(kit, item)
    found = [*read.answers, *(gap.answers[0] for gap in read.gaps), *(one.text for one in read.choices if one.right)]
    return dict(read.pairs) if read.pairs else found[0]


def test_a_quiz_keeps_the_place_of_each_sentence_and_is_practised(kit: Kit, keep: Keep) -> None:
    document = keep("lighthouse.md", LIGHTHOUSE)
    made = quiz(kit, document)
    assert made.wish == Wish("source", (document,), made.items)
    assert (made.items >= 3, made.by_model, made.written) == (True, 0, False)
    now = practise.begin(kit, made.wish)
    assert now.item is not None
    assert now.item.unreviewed
    with kit.store.reading() as db:
        stands = kept(db, now.item.id)
        assert stands is not None
        text = tables.part(db, document, stands.part).text
    item = read_item(kit, now.item.id)
    assert item.source is not None
    assert text[stands.first : stands.last] == item.source.quote
    after = practise.attempt(kit, now.session, right_answer(kit, now.item.id))
    assert (after.settled, item.source.quote.split()[0] in after.solution) == ("right", True)


def test_each_item_comes_once_and_then_the_session_is_done(kit: Kit, keep: Keep) -> None:
    made = quiz(kit, keep("lighthouse.md", LIGHTHOUSE))
    now = practise.begin(kit, made.wish)
    seen = []
    while now.item is not None:
        seen.append(now.item.id)
        practise.attempt(kit, now.session, right_answer(kit, now.item.id))
        now = practise.go_on(kit, now.session)
    assert (sorted(seen), now.state) == (sorted(here(kit)), "done")


def test_what_a_program_made_counts_towards_no_skill_and_is_in_no_mix(kit: Kit, keep: Keep, tmp_path: Path) -> None:
    list(pack_shelf.install(kit, written(good(), tmp_path / "pack"), Cancel()))
    made = quiz(kit, keep("lighthouse.md", LIGHTHOUSE))
    now = practise.begin(kit, made.wish)
    assert now.item is not None
    practise.attempt(kit, now.session, right_answer(kit, now.item.id))
    assert sum(len(one.tries) for one in evidence.progress(kit)) == 0
    assert [one.kind for one in recommended(kit)][:1] == ["resume"]
    mixed = practise.begin(kit, Wish("mix", (), 3))
    assert mixed.item is not None
    assert not mixed.item.id.startswith("made.")


def test_a_missed_item_is_due_again(kit: Kit, keep: Keep, stamp: CountingStamp) -> None:
    made = quiz(kit, keep("lighthouse.md", LIGHTHOUSE))
    now = practise.begin(kit, made.wish)
    assert now.item is not None
    practise.attempt(kit, now.session, "something else entirely")
    stamp.pass_time(days=2)
    again = practise.begin(kit, Wish("due"))
    assert again.item is not None
    assert again.item.id == now.item.id


def test_items_hide_with_their_document_and_go_with_it(kit: Kit, keep: Keep) -> None:
    document = keep("lighthouse.md", LIGHTHOUSE)
    made = quiz(kit, document)
    assert len(here(kit)) == made.items
    library.remove(kit, [document])
    assert here(kit) == []
    with pytest.raises(NothingToPractise):
        practise.begin(kit, made.wish)
    library.put_back(kit, [document])
    assert len(here(kit)) == made.items
    with kit.store.writing() as db:
        tables.forget(db, document)
        assert db.execute("select count(*) from item").fetchone() == (0,)
        assert db.execute("select count(*) from made").fetchone() == (0,)


def test_a_document_that_goes_while_a_model_asks_about_it_is_missed_in_a_sentence(talking: Kit, keep: Keep) -> None:
    document = keep("lighthouse.md", LIGHTHOUSE)
    steps = quiz_on_document(talking, document, Cancel())
    assert [isinstance(next(steps), Progress) for _step in range(2)] == [True, True]
    with talking.store.writing() as db:
        tables.forget(db, document)
    with pytest.raises(DocumentMissing):
        list(steps)
    assert here(talking) == []


def test_a_document_that_changed_is_asked_about_anew(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "lighthouse.md"
    file.write_text(LIGHTHOUSE, encoding="utf-8")

    def read() -> str:
        (found,) = [one for one in read_in.read_in(kit, [file], Cancel()) if isinstance(one, read_in.Read)]
        return found.document.id

    first = quiz(kit, read())
    file.write_text(LIGHTHOUSE.replace("1868", "1871").replace("41 metres", "44 metres"), encoding="utf-8")
    document = read()
    assert here(kit) == []
    quiz(kit, document)
    with kit.store.reading() as db:
        bodies = [attempts.body(db, item) for item in here(kit)]
    assert not any("1868" in body or "41 metres" in body for body in bodies)
    assert any("1871" in body for body in bodies)
    assert len(bodies) == first.items


def test_a_second_quiz_uses_the_same_items(kit: Kit, keep: Keep) -> None:
    document = keep("lighthouse.md", LIGHTHOUSE)
    before = quiz(kit, document), here(kit)
    assert (quiz(kit, document), here(kit)) == before
    assert (quiz(kit, document, anew=True), here(kit)) == before


def test_a_lesson_is_practised_with_the_items_that_people_wrote(kit: Kit, tmp_path: Path) -> None:
    list(pack_shelf.install(kit, written(good(), tmp_path / "pack"), Cancel()))
    (lesson,) = [one.id for one in library.documents(kit) if one.title == "Adding"]
    made = quiz(kit, lesson)
    assert (made.wish, made.written) == (Wish("topic", ("sums.adding",), 10), True)
    assert not any(item.startswith("made.") for item in here(kit))


@pytest.mark.parametrize("text", ["", "Hello.", "It is so. They did that. What is it?", "word " * 400])
def test_too_little_text_is_told_in_a_sentence(kit: Kit, keep: Keep, text: str) -> None:
    document = keep("small.txt", text)
    with pytest.raises(TooLittleText, match=r"“small” says too little that can be asked about\."):
        quiz(kit, document)
    assert here(kit) == []


def test_stopping_keeps_nothing(kit: Kit, keep: Keep) -> None:
    cancel = Cancel()
    steps = quiz_on_document(kit, keep("lighthouse.md", LIGHTHOUSE), cancel)
    assert isinstance(next(steps), Progress)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)
    assert here(kit) == []


def test_a_reply_is_asked_about_and_its_items_hide_with_its_chat(kit: Kit, scripted: ScriptedEngine) -> None:
    reply = reply_of(kit, scripted, LIGHTHOUSE.partition("\n\n")[2])
    *_steps, made = quiz_on_reply(kit, reply.id, Cancel())
    assert isinstance(made, Quiz)
    assert made.wish == Wish("source", (reply.id,), made.items)
    now = practise.begin(kit, made.wish)
    assert now.item is not None
    with kit.store.writing() as db:
        db.execute("update conversation set deleted = 'now' where id = ?", (reply.conversation,))
    assert here(kit) == []
