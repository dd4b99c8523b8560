"""Who may need the teacher: cards, putting aside with a reason or for some days, and taking that back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from carrel.flows.classes.seeing.queue import queue
from carrel.flows.classes.seeing.words import how_long, what_to_try, why
from carrel.ui.dialogs.seeing.evidence import EvidenceDialog
from carrel.ui.dialogs.seeing.pupil import PupilDialog
from carrel.ui.dialogs.seeing.reason import ReasonDialog
from carrel.ui.panes.teach.seeing.case_card import CaseCard
from tests.flows.classes.seeing.kit import a_class, attempt
from tests.flows.classes.seeing.synthetic import synthetic
from tests.ui.class_desk import handed_in
from tests.ui.teach.seeing.conftest import Opened, Teacher


def words(card: CaseCard) -> list[str]:
    """What is read on a card, beside its name."""
    return [part.text().replace("\u200b", "") for part in card.findChildren(QLabel)]


def names(teacher: Teacher) -> list[str]:
    """The ids of the cases whose cards are shown."""
    return [card.case.id for card in teacher.room.now.cards]


def test_a_card_says_who_why_how_long_and_what_to_try_the_most_urgent_first(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    waiting = queue(teacher.kit, "c1").waiting
    cards = teacher.room.now.cards
    assert 20 == len(cards) < len(waiting)
    for case, card in zip(waiting, cards, strict=False):
        assert card.case == case
        assert card.name.accessibleName() == case.pupil.name
        said = words(card)
        assert why(case) in said
        assert how_long(case) in said
        assert any(what_to_try(case) in one for one in said)
    teacher.press("nowMore")
    assert names(teacher) == [case.id for case in waiting[:40]]


def test_a_case_is_dismissed_with_a_reason_only_and_that_is_undone(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    first, second = teacher.room.now.cards[:2]
    case, other = first.case, second.case
    teacher.press(f"dismiss_{case.id}")
    dialog = teacher.dialog(ReasonDialog)
    field = teacher.find(QLineEdit, "reasonField", dialog)
    teacher.qtbot.keyClicks(field, "   ")
    assert not teacher.find(QPushButton, "askYes", dialog).isEnabled()
    teacher.key(Qt.Key.Key_Return, field)
    assert dialog.isVisible()
    teacher.qtbot.keyClicks(field, "We talked.")
    teacher.key(Qt.Key.Key_Return, field)
    teacher.until(lambda: case.id not in names(teacher))
    [resting] = queue(teacher.kit, "c1").resting
    assert (resting.case.id, resting.aside.because) == (case.id, "We talked.")
    assert teacher.notice().startswith(f"Put aside: {case.pupil.name}")
    assert names(teacher)[0] == other.id
    teacher.rest()
    teacher.press("caseUndo")
    teacher.until(lambda: names(teacher)[0] == case.id)
    assert queue(teacher.kit, "c1").resting == ()


def test_a_case_rests_for_some_days_and_is_taken_back_from_the_fold(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    card = teacher.room.now.cards[0]
    case = card.case
    card.menu.actions()[1].trigger()
    teacher.until(lambda: case.id not in names(teacher))
    [resting] = queue(teacher.kit, "c1").resting
    assert resting.aside.until == "2026-03-05"
    fold = teacher.find(QPushButton, "asideFold")
    assert fold.text() == "Put aside: one"
    assert not teacher.room.now.aside.findChildren(QPushButton, f"back_{case.id}")[0].isVisible()
    teacher.press("asideFold")
    teacher.press(f"back_{case.id}")
    teacher.until(lambda: names(teacher)[0] == case.id)
    teacher.rest()
    assert not fold.isVisible()


def test_the_focus_stays_at_the_place_of_a_card_that_is_gone(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    card, after = teacher.room.now.cards[1:3]
    case, wanted = card.case, after.case
    teacher.focus(card.later)
    teacher.room.now.put_off(case, 1)
    teacher.until(lambda: case.id not in names(teacher))
    held = teacher.room.focusWidget()
    assert held is not None
    assert held.objectName() == f"pupil_{wanted.id}"


def test_the_tries_of_a_case_and_the_page_of_a_pupil_open(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    card = next(card for card in teacher.room.now.cards if card.case.kind == "stuck")
    teacher.press(f"tries_{card.case.id}")
    evidence = teacher.dialog(EvidenceDialog)
    assert evidence.table.rowCount() == len(card.case.evidence)
    assert why(card.case) in [part.text() for part in evidence.findChildren(QLabel)]
    teacher.close(evidence)
    teacher.press(f"pupil_{card.case.id}")
    page = teacher.dialog(PupilDialog)
    assert page.told.pupil == card.case.pupil
    teacher.close(page)


def test_nobody_waiting_is_said_calmly_with_when_work_came(opened: Opened) -> None:
    made = a_class(0, ["Ada", "Bo", "Cy", "Di", "Ed"])
    made.tries.append(attempt("t", "c0-Ada", 1, verdict="right"))
    teacher = opened(made)
    assert teacher.find(QLabel, "nowCalm").text() == "Nobody needs you right now, as far as the tries tell."
    assert teacher.find(QLabel, "nowBack").text() == "No work was taken in yet."
    with teacher.kit.store.writing() as db:
        handed_in(db, made)
    teacher.room.show_class("c0")
    teacher.until(lambda: "Work of 2 pupils was taken in, of 5 in all" in teacher.find(QLabel, "nowBack").text())


def test_a_class_that_is_gone_is_told(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    teacher.room.now.show_class("nowhere")
    teacher.until(teacher.notice)
    assert teacher.notice() == "There is no such class."


def test_what_is_written_by_others_meanwhile_is_told_and_loses_nothing(opened: Opened) -> None:
    teacher = opened(synthetic(1))
    case = teacher.room.now.cards[0].case
    teacher.room.now.take_back(case)
    teacher.until(teacher.notice)
    assert "was put aside" in teacher.notice()
    assert names(teacher)[0] == case.id
