"""The mixture: one endless, seeded stream of chats, with a system message now and then and some long chats."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from carrel.flows import told
from carrel.flows.prompts import prose
from carrel.learner.model import Profile
from carrel_starter.corpus.chats import Chat, Turn
from carrel_starter.corpus.forms import form_chat
from carrel_starter.corpus.grounded import grounded_chat
from carrel_starter.corpus.practice import practice_chat
from carrel_starter.corpus.talk import plain_chat
from carrel_starter.corpus.words import listed, made_up_word, plural, table

PASSAGE_SHARE = 0.58
LONG_SHARE, PRACTICE_SHARE, FORM_SHARE = 0.01, 0.03, 0.03
SYSTEM_SHARE = 0.25
OWN_SHARE = 0.6
"""How often a system message is the very one that the program sends."""


def system_text(rng: Random) -> str:
    """A system message: that of the program, with what a learner says of themselves, or one of another kind."""
    if rng.random() < OWN_SHARE:
        return "\n\n".join((prose("tutor"), *about_learner(rng)))
    texts = table("phrasings")
    if rng.random() < 0.5:
        return str(rng.choice(texts["systems"]))
    count = rng.choices((1, 2, 3, 5, 8), weights=(4, 4, 3, 2, 1))[0]
    joint = rng.choice((" ", "\n"))
    return joint.join([rng.choice(texts["tutor_openings"]), *rng.sample(texts["tutor_lines"], k=count)])


def about_learner(rng: Random) -> list[str]:
    """What the program tells of a learner, in its words; mostly nothing."""
    if rng.random() < 0.6:
        return []
    profile = Profile(
        called=made_up_word(rng, "train") if rng.random() < 0.5 else "",
        interests=plural(rng.choice(listed("words", "things", "train"))) if rng.random() < 0.3 else "",
        reading=rng.choice(("", "easiest", "simple", "standard", "advanced")),
        length=rng.choice(("", "", "short", "normal", "long")),
        manner=rng.choice(("", "", "examples", "rules", "steps", "questions")),
    )
    return told.parts(told.Told(profile), ())


def joined(parts: list[Chat]) -> Chat:
    """Several chats one after the other, as one chat."""
    alone = [part.alone(0) if part.branches else part for part in parts]
    return Chat("long", tuple(turn for part in alone for turn in part.turns))


def one_chat(rng: Random, largest: int = 5) -> Chat:
    """The next chat of the mixture. `largest` is the greatest number of passages in it."""
    chance = rng.random()
    if chance < LONG_SHARE:
        chat = joined([one_chat(rng, largest) for _ in range(rng.choice((2, 3, 4)))])
        chat = replace(chat, turns=tuple(turn for turn in chat.turns if turn.role != "system"))
    elif chance < LONG_SHARE + PRACTICE_SHARE:
        return practice_chat(rng) or form_chat(rng)
    elif chance < LONG_SHARE + PRACTICE_SHARE + FORM_SHARE:
        return form_chat(rng)
    elif chance < LONG_SHARE + PRACTICE_SHARE + FORM_SHARE + PASSAGE_SHARE:
        chat = grounded_chat(rng, "train", largest)
        if rng.random() < 0.1:
            chat = replace(chat, turns=plain_chat(rng).turns)
    else:
        chat = plain_chat(rng)
    if rng.random() < SYSTEM_SHARE:
        chat = replace(chat, turns=(Turn("system", system_text(rng)), *chat.turns))
    return chat


def stream(seed: str, largest: int = 5) -> Iterator[Chat]:
    """An endless stream of chats; the same seed gives the same chats."""
    rng = Random(seed)
    while True:
        yield one_chat(rng, largest)
