"""The answers that marking is timed with are of every sort, and no model is touched for it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

from carrel.assessment.items import item_from
from carrel.assessment.marking import mark
from carrel.engine.local import LocalModel
from carrel.flows import marking_trial
from carrel.flows.marking_trial import made_up_formula, made_up_words
from carrel.flows.measure import Program, figures


@pytest.mark.parametrize("made", [made_up_words, made_up_formula])
def test_right_and_wrong_answers_are_timed_and_hardly_one_twice(made: marking_trial.Maker) -> None:
    chance = random.Random(1)
    pairs = [made(chance) for _each in range(300)]
    verdicts = Counter(mark(item_from({"id": "i", **raw}), answer).verdict for raw, answer in pairs)
    assert min(verdicts["right"], verdicts["wrong"]) > 60
    assert len({(str(raw["answers"]), answer) for raw, answer in pairs}) > 280


def test_only_the_speed_of_marking_is_measured_when_it_alone_is_asked_for(tmp_path: Path) -> None:
    def never(_count: int) -> NoReturn:
        raise AssertionError

    model = LocalModel("none", tmp_path / "none.gguf", "", 512)
    found = list(figures(model, tmp_path, Program(never, never, never), ["S8"]))
    assert [figure.promise for figure in found] == ["S8", "S8"]
    assert all(figure.value > 0 and figure.holds is not None for figure in found)
    assert list(tmp_path.iterdir()) == []
