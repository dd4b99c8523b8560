"""The model that answers in the open chat is the one that is shown, and choosing one is for that chat."""

from __future__ import annotations

from carrel.flows import browse, courses
from carrel.ui.window import Window
from tests.ui.conftest import Desk, Hand


def in_course(hand: Hand, model: str | None) -> str:
    """A course with this model, and the open chat in it; the course's id."""
    course = courses.make(hand.kit, "Biology")
    courses.use_model(hand.kit, course.id, model)
    courses.move(hand.kit, [hand.pane.chat.id or ""], course.id)
    hand.until(lambda: hand.pane.chat.course is not None)
    return course.id


def shown(window: Window) -> str:
    """The model over the chat."""
    return window.bar.chooser.text().partition(",")[0]


def test_a_chat_in_a_course_shows_the_model_of_the_course_and_others_the_usual_one(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    assert shown(hand.window) == "Starter"
    in_course(hand, "qwen")
    hand.until(lambda: shown(hand.window) == "Qwen 3 1.7B")
    hand.window.begin_new()
    hand.until(lambda: shown(hand.window) == "Starter")


def test_choosing_a_model_where_the_course_has_one_is_for_that_chat_alone(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    in_course(hand, "qwen")
    hand.until(lambda: shown(hand.window) == "Qwen 3 1.7B")
    hand.window.answering.choose("starter")
    hand.until(lambda: shown(hand.window) == "Starter")
    assert browse.conversation(hand.kit, hand.pane.chat.id or "").model == "starter"
    assert hand.window.models.known
    assert hand.kit.settings.current.model == "starter"


def test_elsewhere_choosing_a_model_is_for_all_chats(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    hand.window.answering.choose("qwen")
    hand.until(lambda: shown(hand.window) == "Qwen 3 1.7B")
    assert browse.conversation(hand.kit, hand.pane.chat.id or "").model is None


def test_a_model_can_be_used_for_the_course_and_that_can_be_undone(desk: Desk) -> None:
    hand = desk(["yes"])
    hand.say("hi")
    course = in_course(hand, None)
    assert hand.window.dialogs.in_course
    hand.window.dialogs.use_for_course_requested.emit("qwen")
    hand.until(lambda: "Qwen 3 1.7B answers in Biology" in hand.notice())
    hand.until(lambda: shown(hand.window) == "Qwen 3 1.7B")
    hand.press("undo")
    hand.until(lambda: courses.named(hand.kit, course).model is None)
    hand.until(lambda: shown(hand.window) == "Starter")


def test_a_new_chat_in_a_course_begins_with_the_model_that_was_chosen_for_it(desk: Desk) -> None:
    hand = desk(["yes", "yes"])
    hand.say("hi")
    in_course(hand, "qwen")
    hand.window.pane.begin_new(course=hand.pane.chat.course)
    hand.until(lambda: shown(hand.window) == "Qwen 3 1.7B")
    hand.window.answering.choose("starter")
    hand.until(lambda: shown(hand.window) == "Starter")
    hand.say("again")
    assert browse.conversation(hand.kit, hand.pane.chat.id or "").model == "starter"
