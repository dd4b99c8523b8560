"""Makes a question of a sentence and what is left out of it, with hints that come from the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from carrel.assessment.making.distractors import value
from carrel.assessment.making.keys import spelled
from carrel.assessment.making.model import Definition, Key, Made, Sentence
from carrel.assessment.model import Choice, Gap, Item, Source
from carrel.base.matching import terms
from carrel.base.show import beside
from carrel.base.stamp import derived_id
from carrel.base.words import _, counted

GAP = "____"
_ARTICLE = re.compile(r"\b([Aa])n? $")


def gap_choice(key: Key, sentence: Sentence, wrong: Sequence[str]) -> Made:
    """A sentence with a gap, and four answers to choose from."""
    prompt = f"{_asks(key, sentence)}\n\n{with_gap(key, sentence)}"
    hints = (_kind_words(key), _where(sentence, key.text), _not_one(wrong[0]))
    return made(sentence, "choice", prompt, hints, choices=_choices(key, wrong))


def gap_cloze(key: Key, sentence: Sentence) -> Made:
    """A sentence with a gap, to be filled from memory."""
    before, after = _around(key, sentence)
    keys = _spellings(key)
    text = f"{before}{{{{{'|'.join(keys)}}}}}{after}"
    hints = (_kind_words(key), _where(sentence, key.text), _narrower(key))
    return made(sentence, "cloze", _asks(key, sentence), hints, text=text, gaps=(Gap(before, keys),), after=after)


def which_term(defined: Definition, wrong: Sequence[str]) -> Made:
    """What a term means, and four terms to choose from."""
    prompt = _("Which of these does your source mean?") + f"\n\n{defined.says}"
    key = Key(defined.term, "term", defined.first, defined.last)
    hints = (_("You are asked what your source calls this."), _where(defined.sentence, defined.term))
    return made(defined.sentence, "choice", prompt, (*hints, _not_one(wrong[0])), choices=_choices(key, wrong))


def name_term(defined: Definition) -> Made:
    """What a term means; the term is to be said."""
    prompt = _("What does your source call this?") + f"\n\n{defined.says}"
    key = Key(defined.term, "term", defined.first, defined.last)
    hints = (_("You are asked what your source calls this."), _where(defined.sentence, defined.term))
    return made(defined.sentence, "text", prompt, (*hints, _narrower(key)), answers=(defined.term,))


def matching(defined: Sequence[Definition], whole: Sentence) -> Made:
    """Terms to be put beside what they mean; whole: the span that holds all of them."""
    prompt = _("Match each term with what your source says it is.")
    hints = (
        _("You are asked to put each term beside what it is."),
        _where(whole, *(one.term for one in defined)),
        _("“{term}” is not this: {says}.").format(term=defined[0].term, says=defined[-1].says),
    )
    return made(whole, "match", prompt, hints, pairs=tuple((one.term, one.says) for one in defined))


def asked(question: str, key: str, wrong: Sequence[str], sentence: Sentence) -> Made:
    """A question in somebody's own words, and four answers to choose from."""
    hints = (_("Read the question once more: what exactly is asked?"), _where(sentence, key), _not_one(wrong[0]))
    choices = _choices(Key(key, "name", 0, 0), wrong)
    return replace(made(sentence, "choice", question, hints, choices=choices), by="model")


def with_gap(key: Key, sentence: Sentence) -> str:
    """The sentence as it is shown, with a gap for the key."""
    return GAP.join(_around(key, sentence))


def place(sentence: Sentence) -> str:
    """Where the sentence stands, in words: its title, and its locator or the heading above it."""
    inner = sentence.locator or sentence.heading.rpartition(" › ")[2]
    return ", ".join(beside(name) for name in (sentence.document, inner) if name)


def made(sentence: Sentence, kind: str, prompt: str, hints: Sequence[str], **fields: object) -> Made:
    """The question with its source, its solution, and the mark that nobody has looked at it yet.

    Its id follows from what it says and of which document, so that the same question is kept once.
    """
    told = repr(sorted((name, str(value)) for name, value in fields.items()))
    item = Item(
        id=f"made.{derived_id(kind, prompt, sentence.document, sentence.quote, told)}",
        kind=kind,
        prompt=prompt,
        hints=tuple(hints),
        solution=_("Your source says: “{sentence}” ({place})").format(sentence=sentence.text, place=place(sentence)),
        source=Source(sentence.document, sentence.quote, sentence.locator),
        unreviewed=True,
        **fields,  # type: ignore[arg-type]
    )
    return Made(item, sentence)


def _around(key: Key, sentence: Sentence) -> tuple[str, str]:
    """What is shown before and behind the gap; an article does not tell how the key begins."""
    before, after = sentence.text[: key.first], sentence.text[key.last :]
    before = _ARTICLE.sub(r"\1(n) ", before)
    return (f"{sentence.before} {before}" if sentence.before else before), after


def _asks(key: Key, sentence: Sentence) -> str:
    title = _unless(sentence.document, key.text)
    heading = _unless(sentence.heading.rpartition(" › ")[2], key.text)
    if title and heading and heading != title:
        return _("What belongs in the gap? (from “{title}”, “{heading}”)").format(
            title=beside(title, 80), heading=beside(heading, 80)
        )
    if title:
        return _("What belongs in the gap? (from “{title}”)").format(title=beside(title, 80))
    return _("What belongs in the gap?")


def _unless(name: str, key: str) -> str:
    """The name, unless it gives the key away."""
    return "" if set(terms(key)) & set(terms(name)) else name


def _kind_words(key: Key) -> str:
    words = {
        "term": _("A term is missing: the sentence says what it is."),
        "number": _("A number is missing: say it as your source does."),
        "spelled": _("A number is missing: say it as your source does."),
        "year": _("A year is missing: when was this?"),
        "date": _("A day of the month is missing."),
        "day": _("A day of the week is missing."),
        "month": _("A month is missing."),
    }
    return words.get(key.kind, _("A name is missing: who or what is meant?"))


def _where(sentence: Sentence, *keys: str) -> str:
    names = [sentence.document, sentence.heading.rpartition(" › ")[2], sentence.locator]
    known = [name for name in dict.fromkeys(names) if name and not any(not _unless(name, key) for key in keys)]
    if not known:
        return _("Look at your source once more, and find the sentence.")
    return _("Your source tells it here: {place}. Find the sentence.").format(
        place=", ".join(f"“{beside(name, 80)}”" for name in known)
    )


def _not_one(wrong: str) -> str:
    return _("It is not “{wrong}”.").format(wrong=wrong)


def _narrower(key: Key) -> str:
    if key.kind in {"number", "year", "date", "spelled"}:
        number = spelled()[key.text.casefold()] if key.kind == "spelled" else value(key.text)
        low, high = int(number * 0.7), int(number * 1.4) + 1
        if key.kind == "year":
            low = int(number) // 50 * 50 if number % 50 else int(number) - 20
            high = low + 50
        return _("It lies between {low} and {high}.").format(low=low, high=high)
    letters = sum(letter.isalpha() for letter in key.text)
    return counted(
        "It is one letter: “{{first}}”.", "It begins with “{{first}}” and has {count} letters.", letters
    ).format(first=key.text[0])


def _spellings(key: Key) -> tuple[str, ...]:
    if key.kind == "spelled":
        return (key.text, str(spelled()[key.text.casefold()]))
    return (key.text, key.text.replace(",", "")) if "," in key.text else (key.text,)


def _choices(key: Key, wrong: Sequence[str]) -> tuple[Choice, ...]:
    texts = [key.text, *wrong]
    if key.kind in {"number", "year", "date"}:
        texts.sort(key=value)
    elif key.kind == "spelled":
        texts.sort(key=lambda text: spelled()[text.casefold()])
    else:
        texts.sort(key=lambda text: derived_id(key.text, text, "order"))
    return tuple(Choice(text, text == key.text) for text in texts)
