"""Training on the examples that are kept here: of which places, without personal data, and how many it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from carrel.base.work import Cancel, Progress
from carrel.cli.house import opened
from carrel.cli.main import main
from carrel.engine.api import Turn
from carrel.engine.tuning.process import TuningRefused
from carrel.examples.model import CHATS
from carrel.flows import courses
from carrel.flows.examples import kept
from carrel.flows.kit import Kit
from carrel.flows.tune.examples import Example
from carrel.flows.tune.kept import kept as to_train_on
from carrel.flows.tune.run import Tuner
from carrel.flows.tune.waiting import Wish
from tests.ui.tuning_desk import TALKS


def keep(kit: Kit, count: int) -> None:
    """So many examples in no course, and one of a course with an address in it."""
    for question, better in TALKS[:count]:
        kept.add(kit, question, better)
    kept.add(
        kit, "Who helps me?", "Write to amina@school.example.", place=kept.place_of(kit, courses.make(kit, "Rivers").id)
    )


def test_examples_of_the_chosen_places_are_trained_on_and_personal_data_is_not() -> None:
    with opened() as kit:
        keep(kit, 8)
        places = [CHATS, kept.place_of(kit, "Rivers"), CHATS]
        given = to_train_on(kit, Cancel(), places)
        assert len(given) == len(to_train_on(kit, Cancel())) == 9
        assert len(to_train_on(kit, Cancel(), [CHATS])) == 8
    last = given[-1]
    assert (last.turns[0].role, last.turns[-1]) == ("system", Turn("user", "Who helps me?"))
    assert "amina" not in last.better
    assert "Write to" in last.better


@pytest.fixture
def wished(monkeypatch: pytest.MonkeyPatch) -> list[Wish]:
    """What was to be trained; it goes no further."""
    wishes: list[Wish] = []

    def run(_tuner: Tuner, wish: Wish, _cancel: Cancel) -> Iterator[Progress]:
        wishes.append(wish)
        raise TuningRefused("No.", "Stop here.")
        yield

    monkeypatch.setattr(Tuner, "run", run)
    return wishes


def test_the_command_trains_on_what_is_kept_and_says_how_much_that_is(
    wished: list[Wish], capsys: pytest.CaptureFixture[str]
) -> None:
    with opened() as kit:
        keep(kit, 10)
        given: tuple[Example, ...] = to_train_on(kit, Cancel(), [CHATS])
    main(["tune", "train", "--examples", "--course", "", "--to", "kind", "--json"])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [wish.examples for wish in wished] == [given]
    assert told[0]["event"] == "examples"
    assert told[0]["learned"] + told[0]["held_out"] == 10
    main(["tune", "train", "--examples", "--to", "kind"])
    assert len(wished[1].examples) == 11
    assert "examples to learn from, and" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("count", "arguments", "says"),
    [
        (0, ("--examples",), "There is only one example"),
        (6, ("--examples",), "There are only 7 examples"),
        (0, ("--examples", "--course", ""), "There is no example"),
        (8, ("--examples", "--course", "Nowhere"), "This course is no longer there."),
        (8, ("some.jsonl", "--course", "Rivers"), "a file was given"),
    ],
)
def test_too_few_and_what_makes_no_sense_is_refused_kindly(
    count: int, arguments: tuple[str, ...], says: str, wished: list[Wish], capsys: pytest.CaptureFixture[str]
) -> None:
    with opened() as kit:
        keep(kit, count)
    assert main(["tune", "train", *arguments, "--to", "kind", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["error"]
    assert says in told["what"]
    assert told["next"]
    assert wished == []
