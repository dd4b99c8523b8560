"""What the pane shows, its files and the command line say is the same, to the last number."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carrel.base.files import resource
from carrel.cli.main import main
from carrel.flows.figures.tries import tries
from carrel.flows.figures.words import likely, state_words
from carrel.flows.kit import Kit
from carrel.ui.jobs import Jobs
from carrel.ui.panes.progress import ProgressPane
from carrel.ui.theme import Theme
from carrel.wiring import open_house
from tests.flows.learners import live


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What the command line prints about a learner with 200 tries at Foundations."""
    assert main(["pack", "install", str(resource("packs/foundations"))]) == 0
    house = open_house(os.environ)
    live(house.kit, "", 4, 200, items=60)
    house.close()
    capsys.readouterr()
    assert main(["progress", "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


Shown = tuple[ProgressPane, Kit]


@pytest.fixture
def shown(told: list[dict[str, Any]], theme: Theme, qtbot: QtBot, qapp: QApplication) -> Iterator[Shown]:
    """The pane over the same store, and its kit."""
    house, jobs = open_house(os.environ), Jobs(qapp)
    pane = ProgressPane(house.kit, jobs, theme)
    pane.show()
    pane.refresh()
    qtbot.waitUntil(lambda: pane.is_at_rest and pane.page.was_tried)
    yield pane, house.kit
    pane.close()
    pane.deleteLater()
    jobs.close(2.0)
    house.close()


def row_of(one: dict[str, Any]) -> list[str]:
    """The line of a table that this object of JSON should be, without the subject and what it builds on."""
    p = one["unaided"]
    sure = [likely(p[name]) if p[name] is not None else "" for name in ("p", "low", "high")]
    counts = [p["tries"], p["right"], one["assisted"]["tries"], one["assisted"]["right"]]
    stuck = "yes" if one["stuck"] else ""
    state = dict(state_words().items())[one["state"]]
    return [one["name"], state, *sure, *map(str, counts), one["due"] or "", str(one["due_now"]), stuck, one["skill"]]


def test_the_pane_its_table_and_its_file_agree_with_the_command_line(told: list[dict[str, Any]], shown: Shown) -> None:
    pane, kit = shown
    pane.show_view("map")
    pane.picture.choice.setCurrentText("All subjects")
    lines = pane.picture.table.shown()
    rows = [[*line[:1], *line[2:13], line[14]] for line in lines[1:]]
    assert rows == [row_of(one) for one in told]
    written = csv.reader(io.StringIO(pane.picture.content("csv").decode("utf-8-sig"), newline=""))
    assert list(written) == lines
    assert sum(one["helped"]["tries"] for one in told) == sum(pair.helped for pair in _pairs(pane))
    pane.show_view("skills")
    listed = {line.known.skill: line for line in pane.skills.list.lines.lines}
    assert list(listed) == [one["skill"] for one in told]
    for one in told:
        evidence = [step.attempt for step in tries(kit, one["skill"])]
        assert evidence == [attempt["attempt"] for attempt in reversed(one["evidence"])]
        assert len(evidence) == len(listed[one["skill"]].known.tries)
    assert pane.head.said.text() == f"You can do {_in('mastered', told)} of {len(told)} skills unaided."


def _pairs(pane: ProgressPane) -> Any:
    pane.show_view("with_help")
    drawn = pane.picture.drawn
    assert drawn is not None
    return getattr(drawn[0], "pairs")  # noqa: B009 - which kind of figure it is was just chosen


def _in(state: str, told: list[dict[str, Any]]) -> int:
    return sum(one["state"] == state for one in told)
