"""Made-up facts: patterns from data/facts.toml, filled with words and names: facts to copy, not to know."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random

from carrel_starter.corpus.chats import Fact, Split
from carrel_starter.corpus.words import (
    listed,
    made_up_word,
    past,
    person_name,
    plural,
    product_name,
    table,
    third_person,
    town_name,
    with_capital,
)

SLOT = re.compile(r"\{(\w+?)\}")
LISTS = {
    "thingnoun": "things",
    "material": "materials",
    "job": "people",
    "being": "beings",
    "adj": "adjectives",
    "verb": "verbs",
    "adverb": "adverbs",
    "month": "months",
    "unit": "units",
    "purpose": "purposes",
    "cause": "causes",
    "place": "places",
    "time": "times",
    "parts": "parts",
    "role": "roles",
    "food": "foods",
    "letter": "letters",
    "small": "smalls",
    "weekday": "weekdays",
    "colour": "colours",
    "room": "rooms",
    "group": "groups",
    "event": "events",
    "dish": "dishes",
    "illness": "illnesses",
    "vehicle": "vehicles",
    "where": "wheres",
    "doing": "doings",
    "poss": "possessives",
    "pron": "pronouns",
}
BODIES = ("Institute", "Museum", "Library", "Club", "School", "Bank", "Hospital", "Society")
MAKERS: dict[str, Callable[[Random, Split], str]] = {
    "name": person_name,
    "town": town_name,
    "product": product_name,
    "term": lambda rng, split: made_up_word(rng, split, rng.choice((2, 3, 3))).lower(),
    "language": lambda rng, split: made_up_word(rng, split) + rng.choice(("ish", "ese", "ian")),
    "org": lambda rng, split: f"{made_up_word(rng, split)} {rng.choice(BODIES)}",
    "number": lambda rng, split: number(rng),
    "year": lambda rng, split: str(rng.randrange(1100, 2025)),
    "hour": lambda rng, split: hour(rng),
    "money": lambda rng, split: f"{number(rng)} {rng.choice(listed('words', 'currencies', split))}",
}


_STATEMENTS = 12  # divisible by the usual numbers of statements, so that each pattern comes as often as another
_FORMS = {
    **dict.fromkeys(("thing", "things", "thingnoun", "noun"), "thing"),
    **dict.fromkeys(("verb", "verbs", "verbed"), "verb"),
    **dict.fromkeys(("being", "beings"), "being"),
    **dict.fromkeys(("job", "jobs"), "job"),
    **dict.fromkeys(("cause", "causecore"), "cause"),
    **dict.fromkeys(("event", "eventcore"), "event"),
    **dict.fromkeys(("adj", "adjword"), "adj"),
}


@dataclass
class World:
    """The few people, places and things one set of passages speaks of, so that its sentences resemble each other."""

    split: Split
    shared: dict[str, list[str]] = field(default_factory=dict)
    closeness: float = 0.5

    def pick(self, rng: Random, kind: str) -> str:
        """A filler for a slot: often one this world has used before, else a new one."""
        known = self.shared.setdefault(kind, [])
        closeness = self.closeness * (0.2 if kind in ("number", "year") else 1.0)
        if known and rng.random() < closeness:
            return rng.choice(known)
        value = self.fresh(rng, kind)
        if len(known) < 3:
            known.append(value)
        return value

    def fresh(self, rng: Random, kind: str) -> str:
        """A new filler for a slot."""
        if kind in LISTS:
            return rng.choice(listed("words", LISTS[kind], self.split))
        return MAKERS[kind](rng, self.split)


def number(rng: Random) -> str:
    """A number of a size that occurs in texts, sometimes with a comma or a point."""
    size = rng.random()
    if size < 0.5:
        return str(rng.randrange(2, 100))
    if size < 0.8:
        return str(rng.randrange(100, 1000))
    if size < 0.9:
        return f"{rng.randrange(1, 99)},{rng.randrange(1000):03d}"
    return f"{rng.randrange(1, 50)}.{rng.randrange(1, 10)}"


def hour(rng: Random) -> str:
    """A time of the day in figures or in words."""
    early = str(table("words")["counted"]).split()
    when = rng.randrange(1, 12)
    return rng.choice(
        (f"{when} o'clock", f"half past {early[when - 1]}", f"{when}.{rng.choice((15, 30, 45))}", early[when - 1])
    )


@cache
def patterns(split: Split) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The patterns of one split, each as its statements and its questions."""
    rows = [
        row
        for name in ("facts", "relations")
        for row in table(name)["fact"]
        if bool(row.get("held")) == (split == "held")
    ]
    return tuple((tuple(row["say"]), tuple(row["ask"])) for row in rows)


def fillings(rng: Random, world: World, slots: set[str]) -> dict[str, str]:
    """A value for each slot of a pattern; the forms of one word (verb, verbs, verbed) belong together."""
    values: dict[str, str] = {}
    for tail in ("", "2", "3"):
        values["adj" + tail] = world.pick(rng, "adj")
        noun = world.pick(rng, "thingnoun")
        adjective = world.pick(rng, "adj") + " " if rng.random() < 0.6 else ""
        if rng.random() < 0.15:
            adjective = world.pick(rng, "material") + " "
        values["thingnoun" + tail] = noun
        values["thing" + tail] = f"the {adjective}{noun}"
        values["things" + tail] = adjective + plural(noun)
        verb = world.pick(rng, "verb")
        values["verb" + tail], values["verbs" + tail], values["verbed" + tail] = verb, third_person(verb), past(verb)
    being = world.pick(rng, "being")
    values["being"], values["beings"] = being, plural(being)
    values["job"] = world.pick(rng, "job")
    values["jobs"] = plural(values["job"])
    values["cause"] = world.pick(rng, "cause")
    values["causecore"] = values["cause"].removeprefix("because ")
    values["event"] = world.pick(rng, "event")
    values["eventcore"] = values["event"].removeprefix("the ")
    values["Noun"], values["Adjword"] = with_capital(values["thingnoun"]), with_capital(values["adj"])
    for slot in sorted(slots - values.keys()):
        small = slot[0].lower() + slot[1:]
        if small not in values:
            kind = small.rstrip("23")
            values[small] = world.pick(rng, kind)
            while kind != small and values[small] in (
                values.get(kind),
                values.get(f"{kind}2") if small.endswith("3") else None,
            ):
                values[small] = world.fresh(rng, kind)
        if slot != small:
            values[slot] = with_capital(values[small])
    return values


def made_up_fact(rng: Random, world: World) -> Fact:
    """One fact of this world: a statement and the ways its pattern knows to ask for it that name nothing else."""
    say, asks = rng.choice(answered(world.split))
    slots = {slot for text in (say, *asks) for slot in SLOT.findall(text)}
    values = fillings(rng, world, slots)
    lead, _, sentence = say.rpartition("||")
    questions = tuple(with_capital(fill(ask, values)) for ask in asks)
    sentence = fill(sentence.strip(), values)
    if not lead and rng.random() < 0.4:
        small = sentence.partition(" ")[0] in table("words")["small_starts"].split()
        sentence = f"{opening(rng, world)} {sentence[0].lower() if small else sentence[0]}{sentence[1:]}"
    about = values.get("term") or values.get("town") or values["thingnoun"]
    return Fact(with_capital(fill(lead.strip(), values)), with_capital(sentence), questions, about)


@cache
def answered(split: Split) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The statements of the patterns, all patterns equally often, each with the questions that name nothing else."""
    found = []
    for says, asks in patterns(split):
        fitting = []
        for say in says:
            named = {_root(slot) for slot in SLOT.findall(say)}
            if kept := tuple(ask for ask in asks if {_root(slot) for slot in SLOT.findall(ask)} <= named):
                fitting.append((say, kept))
        found += [fitting[place % len(fitting)] for place in range(_STATEMENTS)] if fitting else []
    return tuple(found)


def _root(slot: str) -> str:
    """The slot without the form it has: things, Thing and thingnoun are filled alike."""
    small = slot[0].lower() + slot[1:]
    tail = small[-1] if small[-1] in "23" else ""
    return _FORMS.get(small.rstrip("23"), small.rstrip("23")) + tail


def opening(rng: Random, world: World) -> str:
    """Some words to begin a statement with."""
    pattern = rng.choice(listed("words", "openings", world.split))
    return fill(pattern, {slot: world.pick(rng, slot) for slot in SLOT.findall(pattern)})


def fill(pattern: str, values: dict[str, str]) -> str:
    """The pattern with its slots filled, and "an" where the next word wants it."""
    text = SLOT.sub(lambda match: values[match.group(1)], pattern)
    return re.sub(r"\b([Aa]) (?=[aeiouAEIOU])", r"\1n ", text)
