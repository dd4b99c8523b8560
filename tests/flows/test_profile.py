"""What a learner says about themselves, and what they work towards, through the flows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carrel.flows import profile as flow
from carrel.flows.kit import Kit
from carrel.learner.model import Goal, GoalMissing, Profile


def test_what_a_learner_says_is_kept_and_can_be_taken_back(kit: Kit) -> None:
    said = Profile(called="Ada", level="grade 8", reading="simple", remembers=False)
    assert flow.keep(kit, said) == flow.profile(kit) == said
    before = flow.clear(kit)
    assert flow.profile(kit) == Profile(remembers=False)
    flow.keep(kit, before)
    assert flow.profile(kit) == said


def test_goals_stand_in_the_order_they_were_added_and_move(kit: Kit) -> None:
    first, second, third = (flow.add_goal(kit, words) for words in ("Pass", "Read", "Sing"))
    assert [goal.words for goal in flow.goals(kit)] == ["Pass", "Read", "Sing"]
    flow.move_goal(kit, third.id, -1)
    flow.move_goal(kit, first.id, -1)
    assert [goal.words for goal in flow.goals(kit)] == ["Pass", "Sing", "Read"]
    flow.move_goal(kit, first.id, 1)
    assert [goal.words for goal in flow.goals(kit)] == ["Sing", "Pass", "Read"]
    assert flow.goals(kit, "Ada") == []
    assert flow.goals(kit)[1].id == first.id
    assert second.date is None


def test_a_dropped_goal_comes_back_as_it_was(kit: Kit) -> None:
    flow.add_goal(kit, "Pass", "2027-06-30")
    read = flow.change_goal(kit, replace(flow.add_goal(kit, "Read"), done=True, about="writing.paragraphs"))
    flow.add_goal(kit, "Sing")
    before = flow.goals(kit)
    dropped = flow.drop_goal(kit, read.id)
    assert [goal.words for goal in flow.goals(kit)] == ["Pass", "Sing"]
    flow.put_back_goal(kit, dropped)
    assert flow.goals(kit) == before
    with pytest.raises(GoalMissing):
        flow.change_goal(kit, Goal("gone", "Words"))
