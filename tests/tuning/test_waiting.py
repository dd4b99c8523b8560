"""What a run was asked to do comes back as it was, whatever became of what was kept since."""

from __future__ import annotations

from pathlib import Path

from carrel.engine.api import Turn
from carrel.engine.tuning.terms import Terms
from carrel.flows.tune import waiting
from carrel.flows.tune.examples import Example
from carrel.flows.tune.waiting import Wish


def test_a_wish_comes_back_to_be_gone_on_with(tmp_path: Path) -> None:
    given = (Example((Turn("system", "Be brief."), Turn("user", "لماذا؟")), "Because.", held_out=True),)
    waiting.keep(tmp_path / "kind", Wish("starter", "kind", given, Terms(minutes=3)))
    assert waiting.read(tmp_path / "kind") == Wish("starter", "kind", given, Terms(minutes=3), resume=True)


def test_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert waiting.read(tmp_path) is None
    for content in ("{", "[]", '{"examples": [], "terms": {"speed": 1}}', '{"examples": [7], "terms": {}}'):
        (tmp_path / "wish.json").write_text(content, encoding="utf-8")
        assert waiting.read(tmp_path) is None
