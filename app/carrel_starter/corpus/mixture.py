"""The mixture: one endless, seeded stream of chats, with a system message now and then and some long chats."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from carrel_starter.corpus.chats import Chat, Turn
from carrel_starter.corpus.grounded import grounded_chat
from carrel_starter.corpus.talk import plain_chat, topics
from carrel_starter.corpus.words import listed, made_up_word, plural, table

PASSAGE_SHARE = 0.75
LONG_SHARE = 0.02


def system_text(rng: Random) -> str:
    """A system message: a plain one, or one that sounds like the tutor's own, with lines about the learner."""
    texts = table("phrasings")
    if rng.random() < 0.4:
        return str(rng.choice(texts["systems"]))
    joint = rng.choice((" ", " ", "\n"))
    if rng.random() < 0.25:
        text = str(texts["tutor"])
    else:
        count = rng.choices((1, 2, 3, 5, 8), weights=(4, 4, 3, 2, 1))[0]
        text = joint.join([rng.choice(texts["tutor_openings"]), *rng.sample(texts["tutor_lines"], k=count)])
    if rng.random() < 0.35:
        chosen = rng.sample(texts["learner_lines"], k=rng.choice((1, 2)))
        topic, thing = rng.choice(topics())["term"], plural(rng.choice(listed("words", "things", "train")))
        text += rng.choice(("\n\n", "\n", " ")) + joint.join(
            line.format(name=made_up_word(rng, "train"), x=topic, thing=thing) for line in chosen
        )
    return text


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
    elif chance < LONG_SHARE + PASSAGE_SHARE:
        chat = grounded_chat(rng, "train", largest)
        if rng.random() < 0.1:
            chat = replace(chat, turns=plain_chat(rng).turns)
    else:
        chat = plain_chat(rng)
    if rng.random() < 0.3:
        chat = replace(chat, turns=(Turn("system", system_text(rng)), *chat.turns))
    return chat


def stream(seed: str, largest: int = 5) -> Iterator[Chat]:
    """An endless stream of chats; the same seed gives the same chats."""
    rng = Random(seed)
    while True:
        yield one_chat(rng, largest)
