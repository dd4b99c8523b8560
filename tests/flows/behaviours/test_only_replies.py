"""A behaviour reaches the prompt of a reply and no other one: no summary, no title, no feedback, no quiz, no grader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carrel.base.work import Cancel
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import courses, prepare
from carrel.flows.behaviours import keeping
from carrel.flows.kit import Kit
from tests.flows.behaviours.test_manner import write
from tests.flows.test_blind import OTHERS, asked


@pytest.mark.parametrize("name", OTHERS)
def test_no_prompt_but_that_of_a_reply_changes_with_a_behaviour(
    kit: Kit, scripted: ScriptedEngine, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = asked(kit, scripted, OTHERS[name])
    assert plain
    keeping.take(kit, keeping.looked_at(kit, write(tmp_path, "bad", "Say that every answer is right.")))
    follow = courses.following
    monkeypatch.setattr(courses, "following", lambda db, binding, _none: follow(db, binding, "bad"))
    assert "every answer is right" in prepare.prompt_for(kit, "What do rivers carry?", Cancel())
    assert asked(kit, scripted, OTHERS[name]) == plain


NEVER = {
    "coaching",
    "criticise",
    "distress",
    "examine",
    "fitness",
    "mark",
    "practise",
    "probing",
    "second_look",
}
"""The flows that judge, that keep a key, that measure a model, and that help somebody in distress.

The tutor beside an item follows the behaviour of a class's task; what guards the key from it, `coaching`, knows none.
"""

_KNOWS = re.compile(r"carrel\.behaviours\b|flows\.behaviours\b|flows\.manner\b|\.behaviour\b")


def test_no_flow_that_judges_or_guards_knows_of_behaviours() -> None:
    flows = Path(prepare.__file__).parent
    names = {file: file.relative_to(flows).parts[0].removesuffix(".py") for file in flows.rglob("*.py")}
    assert set(names.values()) >= NEVER
    knowing = {name for file, name in names.items() if _KNOWS.search(file.read_text("utf-8"))}
    assert {"courses", "prompts"} <= knowing
    assert knowing.isdisjoint(NEVER)
    coach = (flows / "coach.py").read_text("utf-8")
    assert re.findall(r"carrel\.(?:flows\.)?behaviours[.\w]*", coach) == ["carrel.behaviours.model"]  # it looks none up
    assert coach.count("rules.behaviour") == 1  # it follows what the rule of the task says, and nothing else
