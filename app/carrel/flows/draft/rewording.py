"""Says a draft in another tone or language: its figures, names, links and addresses stay, or all of it does."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from carrel.base.words import _
from carrel.base.work import Cancel, Progress, Timing
from carrel.desk.claims import promised
from carrel.desk.keeping import Hidden, hide, is_kept, restore
from carrel.engine.api import Answer, Engine, EngineLost, EngineQuarantined, ModelRefused, RequestRefused, Turn
from carrel.flows import prompts
from carrel.flows.draft import wording
from carrel.flows.draft.meaning import in_words_of
from carrel.library.matching import is_denied

Tone = Literal["shorter", "warmer", "plainer", "formal"]
TONES: tuple[Tone, ...] = ("shorter", "warmer", "plainer", "formal")

_MANNERS = {
    "shorter": "Manner: as short as it can be.",
    "warmer": "Manner: warm and kind.",
    "plainer": "Manner: in plain, everyday words and short sentences.",
    "formal": "Manner: formal and polite.",
}

_LANGUAGES = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "ar": "Arabic", "hi": "Hindi"}

LONGER = 2.0
"""A text in another tone is at most so many times as long as it was, in another language twice that."""

LONGEST = 3_000
"""Characters of a text that is reworded at once."""

_WITHOUT_MODEL = (EngineLost, EngineQuarantined, ModelRefused, RequestRefused)


@dataclass(frozen=True)
class Reworded:
    """A text in other words, or as it was. refused: why it is as it was, a whole sentence; empty where it is not."""

    text: str
    refused: str = ""
    model: str = ""
    timing: Timing = field(default_factory=Timing)


Step = Progress | Reworded


def in_tone(engine: Engine | None, text: str, tone: Tone, known: Sequence[str], cancel: Cancel) -> Iterator[Step]:
    """The text in another tone. known: names that have to stay, of products and people. Raises Stopped."""
    hidden = hide(text, known)
    turns = _turns("desk-tone", hidden, _MANNERS[tone])
    said = yield from _said(engine, text, hidden, turns, cancel)
    if isinstance(said, Reworded):
        yield said
        return
    new = restore(hidden, said.text.strip())
    if not LONGER * len(text) >= len(new) > 0 or not _promises_the_same(text, new):
        yield Reworded(text, _("The model changed what the text says, so it stays as it was."))
    else:
        yield _done(engine, new, said, cancel)


def translated(engine: Engine | None, text: str, language: str, known: Sequence[str], cancel: Cancel) -> Iterator[Step]:
    """The text in another language, by its name or its code such as "es"; raises Stopped.

    Number words become digits, so that they can be compared.
    """
    hidden = hide(text, known, is_translated=True)
    turns = _turns("desk-translate", hidden, f"Language: {_LANGUAGES.get(language.casefold(), language)}")
    said = yield from _said(engine, text, hidden, turns, cancel, is_translated=True)
    if isinstance(said, Reworded):
        yield said
        return
    new = restore(hidden, said.text.strip())
    if not 2 * LONGER * len(text) >= len(new) > 0 or new.strip() == text.strip():
        yield Reworded(text, _("The model did not translate the text, so it stays as it was."))
    else:
        yield _done(engine, new, said, cancel)


def _turns(name: str, hidden: Hidden, how: str) -> tuple[Turn, ...]:
    rules = prompts.prose(name).replace("{begin}", hidden.begin).replace("{end}", hidden.end)
    return (Turn("system", rules), Turn("user", f"{how}\n\n{hidden.text}"))


def _said(
    engine: Engine | None,
    text: str,
    hidden: Hidden,
    turns: Sequence[Turn],
    cancel: Cancel,
    *,
    is_translated: bool = False,
) -> Generator[Progress, None, Answer | Reworded]:
    """What the model says, its placeholders as they should be; else the text as it was, with the reason."""
    if engine is None:
        return Reworded(text, _("There is no model here for this, so the text stays as it was."))
    if len(text) > LONGEST:
        return Reworded(text, _("This text is too long to be reworded at once. Choose a part of it."))
    try:
        answer = yield from wording.said(engine, turns, len(hidden.text) // 2 + 64, cancel)
    except _WITHOUT_MODEL as error:
        return Reworded(text, f"{error.what} {error.next_step}")
    if answer is None or answer.finish != "stop":
        return Reworded(text, _("The model did not come to an end, so the text stays as it was."))
    if not is_kept(hidden, answer.text, is_translated=is_translated):
        return Reworded(
            text, _("The model changed a number, a name, a link or an address, so the text stays as it was.")
        )
    return answer


def _promises_the_same(before: str, after: str) -> bool:
    """Whether nothing is promised, allowed or denied after that was not before."""
    return promised(in_words_of(after, before)) <= promised(before) and is_denied(before) == is_denied(after)


def _done(engine: Engine | None, text: str, answer: Answer, cancel: Cancel) -> Reworded:
    assert engine is not None
    return Reworded(text, "", engine.info(cancel).name, answer.timing)
