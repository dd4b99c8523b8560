"""No word of the profile is lost to an answer that comes late, or to a press that comes early."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from carrel.flows import profile
from carrel.learner.model import Profile
from tests.ui.conftest import Desk
from tests.ui.test_profile import opened, rest, take, write


def test_what_was_read_before_something_was_kept_does_not_take_it_back(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    before = profile.look(hand.kit, hand.kit.learner)
    write(hand, "profile_called", "Ada")
    pane.flush()
    pane._take(before)
    write(hand, "profile_level", "grade 8")
    pane.flush()
    rest(hand)
    assert profile.profile(hand.kit) == Profile("Ada", level="grade 8")


def test_memory_that_is_switched_off_right_after_a_letter_stays_off(desk: Desk) -> None:
    hand = desk()
    pane = opened(hand)
    write(hand, "profile_called", "Ada")
    hand.find(QCheckBox, "useMemory").click()
    pane.flush()
    rest(hand)
    assert profile.profile(hand.kit) == Profile("Ada", remembers=False)


def test_what_is_typed_right_before_clearing_goes_too_and_comes_back(desk: Desk) -> None:
    hand = desk()
    profile.keep(hand.kit, Profile("Ada"))
    pane = opened(hand)
    write(hand, "profile_called", "Ada Lovelace")
    hand.press("clearProfile")
    rest(hand)
    pane.flush()
    rest(hand)
    assert profile.profile(hand.kit) == Profile()
    take(hand, pane.notices, "undo")
    assert profile.profile(hand.kit) == Profile("Ada Lovelace")


def test_words_of_a_goal_are_kept_when_the_window_is_closed_over_them(desk: Desk) -> None:
    hand = desk()
    profile.add_goal(hand.kit, "Pass the test")
    opened(hand)
    write(hand, "goalWords", "Pass the last test")
    hand.window.close()
    assert [goal.words for goal in profile.look(hand.kit).goals] == ["Pass the last test"]
