"""Words: the data files, made-up names, and the small bends of spelling that people type."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from carrel_starter.corpus.chats import Split

DATA = Path(__file__).resolve().parent.parent / "data"

IRREGULAR = {
    **{noun: noun for noun in ("sheep", "deer", "fish", "salmon", "trout", "squid", "stairs", "shrimp")},
    "fungus": "fungi",
    "goose": "geese",
    "knife": "knives",
    "leaf": "leaves",
    "mouse": "mice",
    "shelf": "shelves",
    "wolf": "wolves",
}


@cache
def table(name: str) -> dict[str, Any]:
    """The content of one data file, read once."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def listed(name: str, key: str, split: Split) -> tuple[str, ...]:
    """A word list: one in nine words is kept for measuring, so that held-out documents speak of other things."""
    raw = str(table(name)[key])
    words = [word.strip() for word in raw.split("|")] if "|" in raw else raw.split()
    words = [word for word in words if word]
    if len(words) < 30:
        return tuple(words)
    return tuple(word for place, word in enumerate(words) if (place % 9 == 4) == (split == "held"))


@cache
def items(name: str, key: str) -> tuple[str, ...]:
    """All entries of a list written with bars between them."""
    return tuple(part.strip() for part in str(table(name)[key]).split("|") if part.strip())


def made_up_word(rng: Random, split: Split, syllables: int = 2) -> str:
    """A word that nobody knows, such as "Dralmen"; held-out words start with other sounds."""
    starts = listed("words", "held_starts" if split == "held" else "starts", "train")
    middles, ends, tails = (listed("words", key, "train") for key in ("middles", "ends", "tails"))
    word = rng.choice(starts)
    for _ in range(syllables - 1):
        word += rng.choice(middles) + rng.choice(ends)
    return word + rng.choice(tails)


def person_name(rng: Random, split: Split) -> str:
    """A first name and a family name, both made up."""
    return f"{made_up_word(rng, split)} {made_up_word(rng, split, rng.choice((2, 3)))}"


def town_name(rng: Random, split: Split) -> str:
    """A made-up place."""
    word = made_up_word(rng, split, rng.choice((2, 2, 3)))
    return rng.choice(("", "", "", "", "New ", "Port ", "Upper ", "East ")) + word


def product_name(rng: Random, split: Split) -> str:
    """A made-up product, such as "Marlin 40" or "the Brotex pump"."""
    word = made_up_word(rng, split)
    kind = rng.randrange(4)
    if kind == 0:
        return f"{word} {rng.randrange(2, 99)}"
    if kind == 1:
        return f"the {word} {rng.choice(('pump', 'lamp', 'phone', 'printer', 'bicycle', 'heater', 'app', 'camera'))}"
    return word if kind == 2 else f"{word} {rng.choice(('Mini', 'Plus', 'Home', 'Pro', 'Light'))}"


def plural(noun: str) -> str:
    """The plural of a noun in our lists."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    return noun[:-3] + "men" if noun.endswith("man") else third_person(noun)


def third_person(verb: str) -> str:
    """The form with -s: carries, pushes, pulls."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")


def past(verb: str) -> str:
    """The past form of the regular verbs in our list: carried, trapped, pulled."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in ("control", "trap", "stir") else "") + "ed"


def with_capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def as_typed(rng: Random, question: str) -> str:
    """A question the way people type it: sometimes lower case, without the mark, or with a slip of the finger."""
    chance = rng.random()
    if chance < 0.68:
        return question
    if chance < 0.78:
        return question.lower()
    if chance < 0.84:
        return question.rstrip("?.!")
    if chance < 0.90:
        return question.lower().rstrip("?.!")
    if chance < 0.92:
        return question.upper()
    letters = list(question)
    place = rng.randrange(1, max(2, len(letters) - 1))
    if chance < 0.95 and len(letters) > 6:
        letters[place - 1], letters[place] = letters[place], letters[place - 1]
    elif chance < 0.98 and len(letters) > 6:
        del letters[place]
    else:
        letters.append(rng.choice((" please", " thanks", "?", "!", " ")))
    return "".join(letters)
