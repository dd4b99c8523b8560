"""Which roles a model may play: what a card shows, held against what `resources/fitness/roles.toml` asks for."""

from __future__ import annotations

import tomllib
from functools import cache

from carrel.base.files import resource
from carrel.base.words import _
from carrel.flows.fitness.model import FitnessCard, Grant, Need, Role, RoleId
from carrel.flows.fitness.words import always, enough, fell_short, not_sure


@cache
def roles() -> tuple[Role, ...]:
    """The roles with what they need."""
    told = tomllib.loads(resource("fitness/roles.toml").read_text(encoding="utf-8"))
    return tuple(Role(one["id"], tuple(Need(**need) for need in one["needs"])) for one in told["role"])


def grants(card: FitnessCard) -> tuple[Grant, ...]:
    """What comes of a card, for every role."""
    return tuple(_grant(role, card) for role in roles())


def grant(card: FitnessCard | None, role: RoleId) -> Grant:
    """What comes of a card for this role; without a card nobody knows."""
    if card is None:
        return Grant(role, "unknown", _("This model was not tested yet."))
    return next(one for one in grants(card) if one.role == role)


def _grant(role: Role, card: FitnessCard) -> Grant:
    """Refused where a need is missed for certain; unknown where it may still be met by what was not measured."""
    if not role.needs:
        return Grant(role.id, "granted", always())
    missed = [need for need in role.needs if card.of(need.probe).interval[0] < need.at_least]
    for_certain = [need for need in missed if not _may_still_be_met(need, card)]
    if for_certain:
        return Grant(role.id, "refused", " ".join(fell_short(card.of(need.probe)) for need in for_certain))
    if missed:
        return Grant(role.id, "unknown", not_sure([card.of(need.probe) for need in missed]))
    return Grant(role.id, "granted", " ".join(enough(card.of(need.probe)) for need in role.needs))


def _may_still_be_met(need: Need, card: FitnessCard) -> bool:
    """Whether the items that were not asked could still bring the probe to its bound."""
    found = card.of(need.probe)
    return not found.tried or (not found.is_whole and found.best[0] >= need.at_least)
