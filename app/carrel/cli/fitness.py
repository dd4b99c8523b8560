"""`carrel models test`: what a model is good for here, measured, and its card."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from carrel.base.errors import CarrelError
from carrel.base.words import _
from carrel.cli.progress import ProgressLine
from carrel.cli.talk import stoppable
from carrel.flows.fitness.cards import as_object
from carrel.flows.fitness.model import FitnessCard
from carrel.flows.fitness.roles import grants
from carrel.flows.fitness.trials import MINUTES
from carrel.flows.fitness.words import (
    card_words,
    item_words,
    role_title,
    sentence,
    share_words,
    speed_words,
    state_words,
    title,
)
from carrel.wiring import Ground


class NotTested(CarrelError):
    """The model has no card."""


def test(here: Ground, arguments: Namespace) -> None:
    """Test the model, and print its card; what was measured before it was stopped is printed, too.

    Raises NotTested where only its card is wanted and there is none.
    """
    name = arguments.name or here.settings.current.model
    if arguments.show:
        here.models.find(name)
        _tell(_known(here, name), arguments)
        return
    minutes = arguments.minutes or MINUTES
    line = ProgressLine(is_long=True)
    words = _("Testing {name}, for {minutes} minutes at most. Nothing leaves this computer.")
    told = words.format(name=name, minutes=minutes)
    with stoppable() as cancel:
        try:
            for step in here.trials.run(name, cancel, again=arguments.again, minutes=minutes):
                if isinstance(step, FitnessCard):
                    line.clear()
                    _tell(step, arguments)
                else:
                    if told:
                        print(told, file=sys.stderr)
                        told = ""
                    line.show(step)
        finally:
            line.clear()


def _known(here: Ground, name: str) -> FitnessCard:
    card = here.trials.cards.card(name)
    if card is None:
        raise NotTested(
            _("The model {name} was not tested yet, or its file has changed since.").format(name=name),
            _("Test it with “carrel models test {name}”.").format(name=name),
        )
    return card


def _tell(card: FitnessCard, arguments: Namespace) -> None:
    if arguments.json:
        print(json.dumps(as_object(card), ensure_ascii=False), flush=True)
        return
    print(card.model)
    print(card_words(card))
    if speed := speed_words(card.speed):
        print(speed)
    print("\n" + _("What it showed; in brackets, where the true share lies with 95 % confidence:"))
    for one in card.measured:
        print(f"  {title(one.probe)}: {share_words(one)}")
        print(f"    {sentence(one)}")
        for asked, said in map(item_words, one.tried if arguments.items else ()):
            print(f"      {asked}\n        {said}")
    print("\n" + _("What it may do here:"))
    for one_grant in grants(card):
        print(f"  {role_title(one_grant.role)}: {state_words(one_grant)}")
        print(f"    {one_grant.because}")
    if card.is_partial:
        print("\n" + _("Go on with “carrel models test {name} --minutes N”.").format(name=card.model))
