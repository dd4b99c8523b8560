"""Whether a reply is right: what code can tell of a quote, a refusal, key facts and a text that was to be said."""

import re
from collections import Counter
from difflib import SequenceMatcher

from carrel.library.quoting import find, one_line, quotes_in
from carrel_starter.corpus.chats import Probe
from carrel_starter.probes import REFUSALS

NEAR = 0.9  # likeness from which a text counts as said
LOOP_WORDS, LOOP_TIMES = 4, 3


def likeness(reply: str, want: str) -> float:
    """How alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, reply, want, autojunk=False).ratio()


def loops(reply: str) -> bool:
    """Whether a reply says the same four words three times or more."""
    words = reply.split()
    counts = Counter(tuple(words[place : place + LOOP_WORDS]) for place in range(len(words) - LOOP_WORDS + 1))
    return bool(counts) and max(counts.values()) >= LOOP_TIMES


def refuses(reply: str) -> bool:
    """Whether a reply says that it does not know."""
    return any(phrase in reply for phrase in REFUSALS)


def verdicts(probe: Probe, reply: str) -> dict[str, bool]:
    """What can be said about one reply: right, and how."""
    found = {"loop": loops(reply), "right": False}
    if probe.judge == "refuse":
        found["right"] = refuses(reply)
    elif probe.judge == "facts":
        lower = reply.lower()
        found["right"] = all(any(word.lower() in lower for word in group) for group in probe.facts)
    elif probe.judge == "same":
        found["right"] = likeness(reply, probe.want) >= NEAR
    else:
        found |= quote_verdicts(probe, reply)
    return found


def quote_verdicts(probe: Probe, reply: str) -> dict[str, bool]:
    """Whether the reply refuses, quotes what stands in a passage, quotes the sentence that answers, and numbers it
    rightly.
    """
    refused = refuses(reply)
    quote = next(quotes_in(reply), None)
    words = quote.words if quote is not None else _unclosed(reply)
    texts = [one_line(passage.text) for passage in probe.passages]
    spans = [find(words, text) if words else None for text in texts]
    answers = [
        span is not None and _overlap(span, find(one_line(probe.want), text))
        for span, text in zip(spans, texts, strict=True)
    ]
    number = re.search(r"\[(\d+)\]\s*$", reply)
    places = [place for place, hit in enumerate(answers, start=1) if hit]
    return {
        "refused": refused,
        "stands": any(span is not None for span in spans),
        "right": any(answers) and not refused,
        "number_right": bool(number and places and int(number[1]) in places),
    }


def _unclosed(reply: str) -> str:
    """What stands between the first and the last quotation mark, where the quote holds some itself."""
    return reply.partition('"')[2].rpartition('"')[0]


def _overlap(span: tuple[int, int], wanted: tuple[int, int] | None) -> bool:
    return wanted is not None and span[0] < wanted[1] and wanted[0] < span[1]
