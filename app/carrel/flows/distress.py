"""The card for somebody in distress: fixed words from resources, and the contacts that somebody entered here (P39)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from carrel.base.distress.looking import distress
from carrel.base.distress.rules import LANGUAGES, rules
from carrel.base.files import resource
from carrel.base.show import one_line
from carrel.settings.file import Settings

MOST_CONTACTS = 12
_LONGEST_CONTACT = 160


@dataclass(frozen=True)
class Card:
    """What the card says, in the language that was written in: its title, its sentences, and whom one can reach.

    contacts: a line each, empty where nobody entered any. contacts_title: the sentence over them. emergency: what to do
    at once. fold, unfold: the words of its button.
    """

    language: str
    title: str
    says: tuple[str, ...]
    contacts_title: str
    contacts: tuple[str, ...]
    emergency: str
    fold: str
    unfold: str

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it as lines of text, in the order in which it is read."""
        reach = (self.contacts_title, *self.contacts) if self.contacts else ()
        return (self.title, *self.says, *reach, self.emergency)


def warm_up() -> None:
    """Read the rules now, so that the first message does not wait for them."""
    for language in LANGUAGES:
        rules(language)


def card(settings: Settings, text: object) -> Card | None:
    """The card for what somebody wrote; None where nothing in it shows distress. text: an answer may be a list, too.

    It follows from the text alone, so that it stands with its message for as long as the message does, and nothing
    about it is kept, logged or sent.
    """
    language = distress(_as_text(text))
    return _card(language, settings.help_contacts, settings.emergency_number) if language else None


def cards(settings: Settings, texts: Mapping[str, str]) -> dict[str, Card]:
    """The cards for those of these texts that show distress, each by the name of its text."""
    found = {name: card(settings, text) for name, text in texts.items()}
    return {name: one for name, one in found.items() if one is not None}


def _as_text(said: object) -> str:
    """Everything that somebody wrote in an answer, a line each."""
    if isinstance(said, str):
        return said
    if isinstance(said, dict):
        return "\n".join(_as_text(one) for one in said.values())
    return "\n".join(_as_text(one) for one in said) if isinstance(said, list | tuple) else ""


def _card(language: str, contacts: str, number: str) -> Card:
    said = _words(language)
    lines = (one_line(line, _LONGEST_CONTACT) for line in contacts.splitlines())
    emergency = said["emergency_number"].format(number=one_line(number, 40)) if number.strip() else said["emergency"]
    return Card(
        language,
        said["title"],
        tuple(said["says"]),
        said["contacts"],
        tuple(line for line in lines if line)[:MOST_CONTACTS],
        emergency,
        said["fold"],
        said["unfold"],
    )


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads(resource(f"distress/cards/{language}.toml").read_text(encoding="utf-8"))
