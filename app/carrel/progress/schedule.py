"""When what was practised comes back: the spacing of FSRS, by the library fsrs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from fsrs import Card, Rating, Scheduler, State

from carrel.base.stamp import Moment
from carrel.progress.model import ReviewCard

SCHEDULER = Scheduler(enable_fuzzing=False)
"""The library's own parameters and steps; without its chance, so that the same tries always give the same dates."""


def rating(verdict: str, help_level: int, *, is_new: bool) -> Rating | None:
    """What a try says to the scheduler; None where it says nothing.

    Wrong, partly right and right only after the next step or the solution was given: again. Right with less help: hard.
    Right unaided: good, and easy for an item that was never wrong, because then there is nothing to learn in steps.
    """
    if verdict == "cant_tell":
        return None
    if verdict != "right" or help_level >= 4:
        return Rating.Again
    if help_level > 0:
        return Rating.Hard
    return Rating.Easy if is_new else Rating.Good


def reviewed(item: str, before: ReviewCard | None, rated: Rating, moment: Moment) -> ReviewCard:
    """The card of an item after a try; before: None for an item without one."""
    at = instant(moment.utc)
    card = Card(card_id=0, due=at) if before is None else Card.from_json(before.card)
    card, _log = SCHEDULER.review_card(card, rated, at)
    return ReviewCard(item, card.to_json(), written(card.due), moment.utc)


def is_due(card: ReviewCard, now: Moment) -> bool:
    """Whether the card is due: a step of minutes at its minute, a longer one from the beginning of its study day on.

    A review that lies in the future was made by a clock that was wrong: then the card is due, and nothing is lost.
    """
    at = instant(card.due)
    if at <= instant(now.utc) or card.last > now.utc:
        return True
    return Card.from_json(card.card).state == State.Review and day_of(card, now) <= now.day


def day_of(card: ReviewCard, now: Moment) -> str:
    """The study day on which the card is due, where the learner is now."""
    return Moment.of(instant(card.due).astimezone(timezone(timedelta(minutes=now.zone)))).day


def instant(utc: str) -> datetime:
    """The point in time that this text of a moment says."""
    return datetime.fromisoformat(utc).astimezone(UTC)


def written(at: datetime) -> str:
    """A point in time as the text of a moment."""
    return Moment.of(at).utc
