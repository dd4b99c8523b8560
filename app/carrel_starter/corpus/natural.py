"""Questions for sentences that people wrote: by their shape where it is plain, and else by some of their words."""

import re
from random import Random

from carrel.base.matching import function_words
from carrel_starter.corpus.words import table, with_capital

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SIGNS = re.compile(r"[*_`#]|\]\([^)]*\)|\[")
_CLAUSE = re.compile(r"[,;:(]| (?:and|but|because|when|if|so|which|that|who|where|while|until|unless) ")
_BECAUSE = re.compile(r"^(?P<what>.+?),? because (?P<why>.+)$")
_WHEN = re.compile(r"^(?:When|If) (?P<if>[^,]+), (?P<then>.+)$")
_AMOUNT = re.compile(
    r"\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand) ([a-z]+s)\b"
)
_MOST_SUBJECT = 7


def plain(sentence: str) -> str:
    """The sentence without Markdown's signs and its end mark."""
    return _SIGNS.sub("", sentence).strip().rstrip(".!?:;")


def telling_words(sentence: str) -> list[str]:
    """The words of a sentence that say what it is about, in order, each once."""
    words = [word for word in _WORD.findall(plain(sentence)) if word.lower() not in function_words() and len(word) > 2]
    return list(dict.fromkeys(words))


def questions(rng: Random, sentence: str) -> list[str]:
    """Some questions that the sentence answers; empty where it says too little."""
    text = plain(sentence)
    words = telling_words(sentence)
    if len(words) < 3 or len(text) > 400 or "$" in text:
        return []
    found = [*_by_verb(rng, text), *_by_clause(rng, text)]
    return [*found, by_words(rng, words)] if rng.random() < 0.5 or not found else found


def by_words(rng: Random, words: list[str]) -> str:
    """A question that names two to four words of a sentence, in any order."""
    count = min(len(words), rng.choice((2, 2, 3, 3, 4)))
    places = sorted(rng.sample(range(len(words)), k=count))
    chosen = [words[place] for place in places]
    if rng.random() < 0.4:
        rng.shuffle(chosen)
    lower = [word if word[:1].isupper() and places[0] else word[:1].lower() + word[1:] for word in chosen]
    pattern = rng.choice(table("asking")["by_two"] if count == 2 else table("asking")["by_more"])
    return with_capital(
        pattern.format(a=lower[0], b=lower[1], rest=", ".join(lower[1:-1]), last=lower[-1], all=" ".join(lower))
    )


def _by_verb(rng: Random, text: str) -> list[str]:
    """Questions from "SUBJECT VERB REST", where the verb is one we know."""
    words = text.split(" ")
    known = verbs()
    if words[0].lower() in str(table("asking")["leading"]).split():
        return []
    for place, word in enumerate(words[1 : _MOST_SUBJECT + 1], start=1):
        if word in known or word in ("is", "are", "was", "were", "can", "must", "may"):
            subject, rest = " ".join(words[:place]), " ".join(words[place + 1 :])
            if _CLAUSE.search(f"{subject} ") or not rest:
                return []
            return _asked(rng, subject, word, rest)
    return []


def _asked(rng: Random, subject: str, verb: str, rest: str) -> list[str]:
    lone = (
        subject[:1].lower() + subject[1:]
        if subject.split(" ", maxsplit=1)[0].lower()
        in ("a", "an", "the", "most", "many", "every", "each", "some", "all", "these", "this", "in")
        else subject
    )
    core = _CLAUSE.split(rest)[0]
    whole = f"What {verb} {rest}?"
    if verb in ("is", "are", "was", "were"):
        forms = [
            f"What {verb} {lone}?",
            f"What {verb} {core}?",
            f"Explain what {lone} {verb}.",
            f"Tell me what {lone} {verb}",
        ]
        return [rng.choice(forms[:1] * 2 + forms), *([whole] if len(core.split()) > 1 else [])]
    if verb in ("can", "must", "may"):
        return [f"What {verb} {lone} do?", f"What {verb} {core}?"]
    base, did = verbs()[verb], "did" if verb in past_forms() else ("does" if verb != verbs()[verb] else "do")
    forms = [
        f"What {did} {lone} {base}?",
        f"What {did} {lone} do?",
        f"How {did} {lone} {base} {core}?",
        f"Why {did} {lone} {base} {core}?",
    ]
    return [rng.choice(forms), rng.choice((f"What {verb} {core}?", f"Which thing {verb} {core}?", whole))]


def _by_clause(rng: Random, text: str) -> list[str]:
    if (found := _BECAUSE.match(text)) is not None:
        return [f"Why is it that {_lowered(found['what'])}?", f"What is the reason that {_lowered(found['what'])}?"]
    if (found := _WHEN.match(text)) is not None:
        return [f"What happens when {found['if']}?", f"When is it that {found['then']}?", f"What if {found['if']}?"]
    if (found := _AMOUNT.search(text)) is not None and rng.random() < 0.5:
        others = [word for word in telling_words(text) if word != found[1]][:3]
        return [
            f"How many {found[1]} {rng.choice(('are there', 'does it take', 'are needed'))} for {' '.join(others[:2])}?"
        ]
    return []


def _lowered(text: str) -> str:
    first = text.split(" ", maxsplit=1)[0]
    return text[:1].lower() + text[1:] if first.lower() in function_words() else text


def verbs() -> dict[str, str]:
    """The forms that a verb has after its subject, each with its plain form."""
    if not _VERBS:
        for line in str(table("asking")["verbs"]).split("|"):
            base, third, past = line.split()
            _VERBS.update({base: base, third: base, past: base})
            _PAST.add(past)
    return _VERBS


def past_forms() -> set[str]:
    """The forms that tell of the past."""
    verbs()
    return _PAST


_VERBS: dict[str, str] = {}
_PAST: set[str] = set()
