"""Each kind of item is answered with the keyboard, through the real flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from carrel.ui.theme import Theme
from carrel.ui.widgets.answers.expression import ExpressionAnswer
from carrel.ui.widgets.answers.match import MatchAnswer
from carrel.ui.widgets.answers.order import OrderAnswer
from tests.ui.practice.conftest import Learner
from tests.ui.practice_desk import item_of

ALT = Qt.KeyboardModifier.AltModifier


def letters(learner: Learner, raw: dict[str, Any]) -> None:
    """The letters of the right choices."""
    for place, choice in enumerate(raw["choices"]):
        if choice["right"]:
            learner.type("abcdefgh"[place])


def line(learner: Learner, raw: dict[str, Any]) -> None:
    """The first key, with its unit where it has one."""
    learner.type(f"{raw['answers'][0]} {raw.get('unit', '')}".strip())


def truth(learner: Learner, raw: dict[str, Any]) -> None:
    """The first letter of the word."""
    learner.type(raw["answers"][0][0])


def gaps(learner: Learner, raw: dict[str, Any]) -> None:
    """A word for each gap; Enter goes from one to the next."""
    keys = [gap.split("}}")[0].split("|")[0] for gap in raw["text"].split("{{")[1:]]
    for key in keys[:-1]:
        learner.type(key)
        learner.enter()
        assert learner.at.tried == 0
    learner.type(keys[-1])


def partners(learner: Learner, raw: dict[str, Any]) -> None:
    """The partner of each, by the arrow keys."""
    for _left, right in raw["pairs"]:
        box = learner.focus
        assert isinstance(box, QComboBox)
        for _step in range(box.findData(right)):
            learner.key(Qt.Key.Key_Down)
        learner.key(Qt.Key.Key_Tab)
    learner.key(Qt.Key.Key_Backtab)


def steps(learner: Learner, raw: dict[str, Any]) -> None:
    """Each step moved up to its place."""
    answer = learner.answer
    assert isinstance(answer, OrderAnswer)
    for place, text in enumerate(raw["sequence"]):
        here = [step.text_of_step for step in answer.steps].index(text)
        answer.steps[here].setFocus()
        for _step in range(here - place):
            learner.key(Qt.Key.Key_Up, ALT)
        assert learner.focus is answer.steps[place]


def sentences(learner: Learner, raw: dict[str, Any]) -> None:
    """The model answer."""
    learner.type(raw["model_answer"])


KINDS: dict[str, tuple[str, Callable[[Learner, dict[str, Any]], None]]] = {
    "choice": ("ai.language-models.01", letters),
    "multiple": ("biology.cells.05", letters),
    "true_false": ("ai.language-models.03", truth),
    "numeric": ("earth-science.plate-tectonics.03", line),
    "expression": ("algebra.linear-equations.01", line),
    "text": ("earth-science.water-cycle.07", line),
    "cloze": ("earth-science.water-cycle.10", gaps),
    "match": ("ai.language-models.04", partners),
    "order": ("earth-science.plate-tectonics.10", steps),
    "open": ("ai.language-models.11", sentences),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_by_the_keyboard_alone(learner: Learner, kind: str) -> None:
    item, act = KINDS[kind]
    learner.go_to(item)
    assert learner.answer.isAncestorOf(learner.focus)
    act(learner, item_of(learner.kit, item))
    learner.enter()
    assert learner.at.said is not None
    assert learner.at.said.verdict == "right", learner.at.said
    assert (learner.at.settled, learner.kept()[-1].unaided) == ("right", True)
    assert "Right, without any help" in learner.shown()
    assert not learner.answer.isEnabled()
    assert learner.focus is learner.pane.acts.next
    learner.enter()
    assert learner.at.item is not None
    assert learner.at.item.id != item
    assert learner.answer.isAncestorOf(learner.focus)


def test_a_formula_is_drawn_while_it_is_typed(learner: Learner) -> None:
    learner.go_to("algebra.expressions.02")
    answer = learner.answer
    assert isinstance(answer, ExpressionAnswer)
    learner.type("8x - 5/2")
    assert answer.preview.text == r"$8 x -\frac{5}{2}$"
    learner.type("(")
    assert answer.preview.isHidden()


def test_numbers_choose_cards_and_only_one_where_one_is_asked_for(learner: Learner) -> None:
    learner.go_to("ai.language-models.01")
    texts = [choice["text"] for choice in item_of(learner.kit, "ai.language-models.01")["choices"]]
    learner.type("1")
    learner.type("3")
    assert learner.answer.value() == texts[2]
    learner.go_to("biology.cells.05")
    learner.type("1")
    learner.type("c")
    learner.type("1")
    assert learner.answer.value() == ("chloroplasts",)


def test_a_step_that_was_lifted_follows_the_arrow_keys(learner: Learner) -> None:
    learner.go_to("earth-science.plate-tectonics.10")
    answer = learner.answer
    assert isinstance(answer, OrderAnswer)
    before = [step.text_of_step for step in answer.steps]
    learner.key(Qt.Key.Key_Down)
    assert learner.focus is answer.steps[1]
    learner.key(Qt.Key.Key_Space)
    learner.key(Qt.Key.Key_Down)
    assert answer.value() == (before[0], before[2], before[1], *before[3:])
    assert answer.steps[2].accessibleName().startswith("3 of 5: ")


def test_a_partner_that_is_too_long_for_its_field_is_written_out(learner: Learner, theme: Theme) -> None:
    learner.go_to("ai.language-models.04")
    answer = learner.answer
    assert isinstance(answer, MatchAnswer)
    answer.put({"token": "one of the numbers that training adjusts"})
    assert not [one for one in answer.findChildren(QLabel, "matchWhole") if one.isVisible()]
    theme.choose("light", 200)
    learner.hand.window.resize(360, 720)
    learner.hand.until(lambda: [one for one in answer.findChildren(QLabel, "matchWhole") if one.isVisible()])
    (whole,) = [one for one in answer.findChildren(QLabel, "matchWhole") if one.isVisible()]
    assert whole.text() == "one of the numbers that training adjusts"
