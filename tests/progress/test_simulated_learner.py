"""Two hundred days of a learner whose truth is known, through the real flows: what Carrel says of them follows it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from fsrs import Card, Rating, Scheduler

from carrel.assessment.attempts import tables
from carrel.assessment.attempts.model import Attempt
from carrel.base.places import Places
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import evidence, practise
from carrel.flows.kit import Kit
from carrel.flows.practise import NothingToPractise, Wish
from carrel.flows.standing import Standing
from carrel.progress import tables as progress
from carrel.progress.mastery import tracing
from carrel.progress.schedule import instant
from carrel.progress.stuck import MANY, RUN, best_run
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from tests.conftest import CountingStamp
from tests.flows.conftest import OneEngine
from tests.flows.practising.conftest import install
from tests.library.packs.kit import COURSE, ITEMS, good, written

DAYS = 200
SKILLS = ("sums.counting", "sums.adding", "sums.taking")
TRUTH = dict(zip(SKILLS, (0.97, 0.6, 0.1), strict=True))
"""How often the learner answers an item of each skill rightly; each builds on the one before it."""

ITEMS_EACH = 8


@dataclass
class Learner:
    """Answers by chance as often rightly as the truth says, and more often with each hint."""

    kit: Kit
    stamp: CountingStamp
    chance: random.Random

    def live(self) -> None:
        """Practise and review for all the days, but for a day off now and then."""
        for day in range(DAYS):
            self.stamp.local = self.stamp.local.replace(hour=16, minute=self.chance.randrange(60))
            if self.chance.random() < 0.6:
                self.session(Wish("due", (), 2) if day % 3 == 2 else Wish("mix", (), 2))
            self.stamp.pass_time(days=1)

    def session(self, wish: Wish) -> None:
        """One session, unless nothing is due."""
        try:
            now = practise.begin(self.kit, wish)
        except NothingToPractise:
            return
        while now.state == "open":
            self.at(now)
            now = practise.go_on(self.kit, now.session)

    def at(self, now: Standing) -> None:
        """One item: a try, and after a wrong one half the time a hint and another try."""
        assert now.item is not None
        number = int(now.item.id[-2:])
        likely = TRUTH[skill_of(number)]
        self.stamp.pass_time(seconds=20)
        now = practise.attempt(self.kit, now.session, self.answer(likely, number))
        if now.settled or self.chance.random() < 0.5:
            return
        self.stamp.pass_time(seconds=60)
        now = practise.hint(self.kit, now.session)
        practise.attempt(self.kit, now.session, self.answer(likely + 0.3, number))

    def answer(self, likely: float, number: int) -> str:
        """The key, or something else."""
        return str(number * 20 if self.chance.random() < likely else number * 20 + self.chance.randint(1, 9))


def skill_of(number: int) -> str:
    """What the item with this number asks for."""
    return SKILLS[(number - 1) // ITEMS_EACH]


def pack(folder: Path) -> Path:
    """A pack of three skills, each built on the one before, with items whose keys are twenty times their numbers."""
    files = good()
    course = files[COURSE].decode()
    files[COURSE] = (
        course + '\n[[skills]]\nid = "sums.taking"\nname = "Take away"\nrequires = ["sums.adding"]\n'
    ).encode()
    files["topics/sums.adding.md"] = files["topics/sums.adding.md"].replace(
        b'skills = ["sums.adding", "sums.counting"]', b'skills = ["sums.adding", "sums.counting", "sums.taking"]'
    )
    template = json.loads(files[ITEMS].splitlines()[2])
    template.pop("unit", None)
    items = [
        template
        | {
            "id": f"sums.adding.{number:02}",
            "prompt": f"How much is {number} tens and {number} tens?",
            "skills": [skill_of(number)],
            "answers": [str(number * 20)],
            "check": f"{number} * 10 + {number} * 10",
        }
        for number in range(1, len(SKILLS) * ITEMS_EACH + 1)
    ]
    files[ITEMS] = "".join(json.dumps(item) + "\n" for item in items).encode()
    return written(files, folder)


@pytest.fixture(scope="module", params=(1, 2, 3))
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A learner after two hundred days; the tests of this module share each."""
    home = tmp_path_factory.mktemp("learner")
    stamp = CountingStamp()
    places = Places.find({"CARREL_HOME": str(home / "home")}).make()
    with Store.open(places.data / "carrel.db", stamp) as store:
        kit = Kit(places, stamp, store, SettingsFile(places.settings / "s.json"), OneEngine(ScriptedEngine()))
        install(kit, pack(home / "pack"))
        learner = Learner(kit, stamp, random.Random(request.param))
        learner.live()
        yield learner


def attempts(lived: Learner) -> list[Attempt]:
    """All that was tried, oldest first."""
    with lived.kit.store.reading() as db:
        return tables.attempts(db, "")


def test_mastery_orders_the_skills_as_the_truth_does(lived: Learner) -> None:
    known = {one.skill: one.mastery for one in evidence.progress(lived.kit)}
    assert all(known[skill].enough for skill in SKILLS)
    surest, middle, least = (known[skill].p for skill in sorted(SKILLS, key=lambda one: -TRUTH[one]))
    assert surest > middle > least
    assert surest > tracing().mastered
    assert least < 0.5


def test_what_builds_on_a_skill_waits_for_it(lived: Learner) -> None:
    first = {skill: next(at for at, one in enumerate(attempts(lived)) if skill in one.skills) for skill in SKILLS}
    assert first[SKILLS[0]] < first[SKILLS[1]] < first[SKILLS[2]]


def test_a_flag_rises_by_the_tenth_try_that_goes_in_circles(lived: Learner) -> None:
    with lived.kit.store.reading() as db:
        flags = [flag for flag in progress.flags(db, "") if flag.skill == SKILLS[2]]
        tries = evidence.tries(db, "", [SKILLS[2]])[SKILLS[2]]
    ids = [one.id for one in tries]
    assert flags[0].attempt == ids[MANY - 1]
    assert flags[0].tries == MANY
    assert all(best_run(tries[: ids.index(flag.attempt) + 1][-MANY:]) < RUN for flag in flags)


def test_each_due_date_is_the_one_that_the_library_gives(lived: Learner) -> None:
    scheduler = Scheduler(enable_fuzzing=False)
    cards: dict[str, Card] = {}
    for one in attempts(lived):
        if one.nth > 1:
            continue
        at = datetime.fromisoformat(one.created.utc)
        easy = Rating.Good if one.item in cards else Rating.Easy
        rated = easy if one.verdict == "right" else Rating.Again
        card = cards.get(one.item) or Card(card_id=0, due=at)
        cards[one.item], _log = scheduler.review_card(card, rated, at)
    with lived.kit.store.reading() as db:
        kept = {card.item: instant(card.due) for card in progress.cards(db, "")}
    assert len(kept) == len(SKILLS) * ITEMS_EACH
    apart = [abs((kept[item] - card.due).total_seconds()) for item, card in cards.items()]
    assert max(apart) < 0.001


def test_only_first_tries_without_help_are_unaided(lived: Learner) -> None:
    told = attempts(lived)
    assert {one.unaided for one in told if one.nth == 1} == {True}
    assert {(one.unaided, one.help > 0) for one in told if one.nth > 1} == {(False, True)}
