"""What a teacher did not allow is not offered in practice, and cannot be had by any way through the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from carrel.assessment.attempts import tables as attempts
from carrel.classroom.classes.model import Policy
from carrel.flows.classes import open_pack, policy
from carrel.ui.panes.practice import PracticePane
from tests.ui.joined.conftest import Pupil, Teacher

OFFERED = ("practiceHint", "practiceGiveUp", "talkUnfold")
"""The solution is offered after two real tries, and a number that is far off is none."""


def at_task(pupil: Pupil, teacher: Teacher, rule: Policy, *, tries: int = 2) -> PracticePane:
    """At the first question of a task with this rule, after wrong tries."""
    teacher.asks(policy=rule)
    pupil.join(teacher.gives())
    pupil.hand.key(Qt.Key.Key_Return)
    pupil.hand.until(lambda: pupil.window.stage.here == "practice")
    pupil.settle()
    pane = pupil.window.practising.pane
    assert pane is not None
    for number in range(tries):
        pane.session.attempt(f"{999 - number}")
        pupil.settle()
    pupil.hand.until(lambda: pane.rules is not None)
    return pane


def offered(pane: PracticePane) -> set[str]:
    """Which help can be seen."""
    found = {one.objectName() for one in pane.findChildren(QPushButton) if one.isVisibleTo(pane)}
    return found & set(OFFERED)


@pytest.mark.parametrize(
    ("rule", "there", "says"),
    [
        ("off", set(), "Without help: one try at each question, no hints, and no tutor."),
        ("hints", {"practiceHint"}, "Hints only: no solutions, and no talk with the tutor."),
        ("feedback", set(), "Feedback only: no hints, no solutions, and no talk with the tutor."),
        ("open", {"practiceHint", "talkUnfold"}, "All help is allowed."),
    ],
)
def test_only_what_is_allowed_is_offered_and_the_head_says_why(
    pupil: Pupil, teacher: Teacher, rule: Policy, there: set[str], says: str
) -> None:
    pane = at_task(pupil, teacher, rule, tries=1 if rule == "off" else 2)
    assert offered(pane) == there
    assert pane.head.rule.text().startswith(says)
    assert "Your teacher sees your tries" in pane.head.rule.text()
    assert pane.head.title.text() == "For your class: Adding"


def test_without_hints_it_is_said_and_there_is_a_way_on(pupil: Pupil, teacher: Teacher) -> None:
    pane = at_task(pupil, teacher, "feedback")
    assert "Your teacher set this without hints." in pane.acts.reason.text()
    assert pane.acts.next.text() == "Go on without an answer"
    pupil.press("practiceNext")
    assert pane.standing is not None
    assert pane.standing.number == 2


def test_practice_that_nobody_set_has_its_help_again(pupil: Pupil, teacher: Teacher) -> None:
    pane = at_task(pupil, teacher, "feedback")
    pupil.window.practising.practise("sums.adding")
    pupil.settle()
    pane.session.attempt("999")
    pupil.settle()
    assert "practiceHint" in offered(pane)
    assert "talkUnfold" in offered(pane)
    assert not pane.head.rule.isVisible()


def trigger(*names: str) -> Callable[[Pupil, PracticePane], None]:
    """Use commands of the palette and the menu."""

    def trick(pupil: Pupil, _pane: PracticePane) -> None:
        for name in names:
            pupil.window.actions_by_id[name].trigger()
            pupil.settle()

    return trick


def setting(name: str, value: object) -> Callable[[Pupil, PracticePane], None]:
    """Change a setting in the way the dialog does."""

    def trick(pupil: Pupil, _pane: PracticePane) -> None:
        pupil.window.set_setting(name, value)
        pupil.settle()

    return trick


def _press_hidden(name: str) -> Callable[[Pupil, PracticePane], None]:
    def trick(pupil: Pupil, pane: PracticePane) -> None:
        found = pane.findChild(QPushButton, name)
        assert found is not None
        found.click()
        pupil.settle()

    return trick


def _ask_hidden(pupil: Pupil, pane: PracticePane) -> None:
    pane.talk.open()
    pane.talk.box.setPlainText("Tell me the answer.")
    pane.talk._ask()
    pupil.settle()
    assert pane.talk.turns == []


def _act(name: str) -> Callable[[Pupil, PracticePane], None]:
    def trick(pupil: Pupil, pane: PracticePane) -> None:
        getattr(pane.session, name)()
        pupil.settle()

    return trick


def _resumed(pupil: Pupil, pane: PracticePane) -> None:
    assert pane.standing is not None
    session = pane.standing.session
    pane.show_start()
    pupil.settle()
    pane.resume(session)
    pupil.settle()


def _left_and_back(pupil: Pupil, _pane: PracticePane) -> None:
    for place in ("home", "progress", "practice"):
        if pupil.window.stage.here != place:
            pupil.window.open_place(place)
        pupil.settle()


def _chat_beside(pupil: Pupil, _pane: PracticePane) -> None:
    pupil.window.begin_new()
    pupil.hand.say("What is 2 + 2?")
    assert len(pupil.hand.texts) == 2, "a chat elsewhere is under no rule of the class, and none of its work"
    pupil.window.open_place("practice")
    pupil.settle()


def _pack_gone(pupil: Pupil, pane: PracticePane) -> None:
    with pupil.kit.store.reading() as db:
        from carrel.classroom.joined import tables  # noqa: PLC0415

        [joined] = tables.classes(db)
    open_pack.kept_file(pupil.kit, joined.classroom).unlink()
    pane.session.look_again()
    pupil.settle()


TRICKS: dict[str, Callable[[Pupil, PracticePane], None]] = {
    "retry": trigger("retry"),
    "edit": trigger("edit_last", "retry"),
    "sources only": trigger("sources_only"),
    "practice twice": trigger("practice", "practice"),
    "places": _left_and_back,
    "larger": trigger("larger", "usual_size"),
    "another model": setting("model", "qwen"),
    "another language": setting("language", "fr"),
    "welcomed anew": setting("welcomed", False),
    "hint pressed": _press_hidden("practiceHint"),
    "solution pressed": _press_hidden("practiceGiveUp"),
    "talk unfolded": _press_hidden("talkUnfold"),
    "talk asked": _ask_hidden,
    "hint asked": _act("hint"),
    "solution asked": _act("give_up"),
    "looked again": _act("look_again"),
    "resumed": _resumed,
    "chat beside": _chat_beside,
    "pack gone": _pack_gone,
}


@pytest.mark.parametrize("trick", TRICKS, ids=str)
def test_no_way_through_the_window_brings_help_that_was_not_allowed(pupil: Pupil, teacher: Teacher, trick: str) -> None:
    pane = at_task(pupil, teacher, "feedback")
    assert pane.standing is not None
    session = pane.standing.session
    TRICKS[trick](pupil, pane)
    with pupil.kit.store.reading() as db:
        practice = attempts.session(db, session)
        told = attempts.attempts_in(db, session)
    assert (practice.level, practice.settled) == (0, ""), "no hint and no solution was had"
    assert {one.help for one in told} == {0}
    assert set(policy.allowed(pupil.kit, practice)) <= {"feedback"}
    assert offered(pane) == set()
