"""Items of all kinds come back from both versions of QTI as they were, but for what is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from carrel.assessment.items import item_from
from carrel.assessment.model import Item, Source
from carrel.exchange.questions.api import Losses, QuestionFormat, Questions
from carrel.exchange.questions.qti import FORMATS
from carrel.exchange.questions.qti.losses import differences, keeps_its_key
from tests.exchange.questions.qti.kit import OWN, QTI3, QTI21, items, one_of_each, there_and_back

BOTH = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


@BOTH
@pytest.mark.parametrize("kind", OWN)
def test_any_item_comes_back_but_for_what_is_counted(form: QuestionFormat, kind: str) -> None:
    phases = (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(max_examples=4, deadline=None, phases=phases, suppress_health_check=[HealthCheck.too_slow])
    @given(item=items(kind))
    def comes_back(item: Item) -> None:
        assert form.writes
        assert form.reads
        written = form.writes(Questions("Set", (item,)))
        assert written.count == 1
        back = form.reads(written.content, "set.zip").items[0]
        assert keeps_its_key(item, back)
        assert back.id == item.id
        assert differences(item, back) == written.lost
        may_be_lost = {"tolerance"} if any(one == "12 kg" for one in item.answers) else set()
        assert set(written.lost) <= may_be_lost

    comes_back()


@BOTH
def test_one_of_each_kind_comes_back_with_every_field(form: QuestionFormat) -> None:
    items = one_of_each()
    assert there_and_back(form, *items) == items


@BOTH
def test_nothing_of_these_is_counted_as_lost(form: QuestionFormat) -> None:
    assert form.writes
    written = form.writes(Questions("Set", one_of_each()))
    assert (written.count, written.lost) == (10, Losses())


def test_both_versions_say_the_same() -> None:
    assert there_and_back(QTI3, *one_of_each()) == there_and_back(QTI21, *one_of_each())


def test_a_difference_in_any_field_is_a_loss_of_its_own_kind() -> None:
    choice, several, _truth, number, expression, text, *_rest, opened = one_of_each()
    told = tuple(replace(one, feedback="") for one in choice.choices)
    shown = tuple(replace(one, misconception="") for one in choice.choices)
    points = tuple(replace(one, must=False) for one in opened.points)
    pairs = [
        (choice, {"skills": ()}, "skills"),
        (choice, {"hints": choice.hints[:1]}, "hints"),
        (choice, {"solution": ""}, "solution"),
        (choice, {"source": Source("Cells")}, "source"),
        (choice, {"choices": told}, "feedback"),
        (choice, {"choices": shown}, "misconceptions"),
        (number, {"tolerance": None}, "tolerance"),
        (number, {"unit_required": False}, "unit"),
        (text, {"reject": ()}, "rejected"),
        (text, {"case_sensitive": True}, "strictness"),
        (expression, {"form": "any"}, "form"),
        (opened, {"points": points}, "points"),
        (several, {"unreviewed": True}, "review"),
    ]
    for item, changed, kind in pairs:
        assert set(differences(item, replace(item, **changed))) == {kind}  # type: ignore[arg-type]


def test_another_key_is_no_way_to_come_back() -> None:
    choice, _several, _truth, number, *_rest = one_of_each()
    turned = tuple(replace(one, right=not one.right) for one in choice.choices)
    assert not keeps_its_key(choice, replace(choice, choices=turned))
    assert not keeps_its_key(number, replace(number, answers=("9.8",)))
    assert keeps_its_key(number, replace(number, answers=("981/100",)))


@BOTH
def test_what_cannot_be_said_is_counted_and_the_rest_comes_back(form: QuestionFormat) -> None:
    weighed = item_from({"kind": "numeric", "prompt": "How much?", "answers": ["12 kg"], "tolerance": {"absolute": 1}})
    assert form.writes
    written = form.writes(Questions("Set", (weighed,)))
    assert written.lost == Losses(tolerance=1)
    assert written.count == 1
    assert there_and_back(form, weighed) == (replace(weighed, tolerance=None),)


@BOTH
def test_a_gap_in_a_formula_stays_a_gap_and_its_layout_is_counted(form: QuestionFormat) -> None:
    item = item_from({"kind": "cloze", "text": "So $x = {{4}}$ and **then** {{5}}."})
    assert form.writes
    written = form.writes(Questions("Set", (item,)))
    assert (written.count, written.lost) == (1, Losses(markup=1))
    assert [gap.answers for gap in there_and_back(form, item)[0].gaps] == [("4",), ("5",)]


@BOTH
def test_control_characters_and_odd_ids_do_no_harm(form: QuestionFormat) -> None:
    item = item_from({"id": "été 7/b", "kind": "text", "prompt": "Say\x0b it\x1b now.", "answers": ["a\x02b", "c"]})
    assert form.writes
    written = form.writes(Questions("Set\x07", (item,)))
    assert written.lost == Losses(items=1)
    kept = replace(item, answers=("c",))
    assert there_and_back(form, kept)[0].id == "été 7/b"


@BOTH
def test_the_same_questions_give_the_same_bytes(form: QuestionFormat) -> None:
    assert form.writes
    assert form.writes(Questions("Set", one_of_each())) == form.writes(Questions("Set", one_of_each()))
