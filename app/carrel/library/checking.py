"""What a reply says, held against the passages it was given: quotes that stand there, and sentences without any."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from carrel.base.blocks import blocks
from carrel.base.sentences import sentences
from carrel.library.evidence.model import Chosen, Citation
from carrel.library.matching import coverage, is_denied, numbers, stems, support
from carrel.library.model import Passage
from carrel.library.quoting import Quoted, find, folded, is_enough, quotes_in

SUPPORTED = 0.75
"""From so much support on, a sentence of a source is cited for a sentence of the reply that quotes nothing: measured on
the pairs in tests/library/support, where it is wrong for fewer than one pair in fifty."""

NEARLY = 0.85
"""A quote that has so many of its words in common with a sentence of a source is put right from it."""

ANSWERED = 0.75
"""A sentence that holds so much of what is asked is shown as the answer when the model quoted nothing."""

_NUMBER = re.compile(r"[ \t]*\[\d{1,2}\](?!\()")


@dataclass(frozen=True)
class Checked:
    """A reply after the check.

    text: with the numbers of its citations in brackets, and no others. doubts: spans of its sentences that nothing was
    found for.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    doubts: tuple[tuple[int, int], ...] = ()


def check(reply: str, passages: Sequence[Passage]) -> Checked:
    """Hold every sentence of the reply against the passages (numbered from 1 as the model received them).

    A quote is cited where it stands word for word; a quote that is nearly right is put right from the source. A
    sentence without such a quote is cited for by the sentence that supports it best, or is left in doubt.
    """
    checking = _Checking(passages)
    aside = [(block.first, block.last) for block in blocks(reply) if block.kind in ("code", "heading")]
    at = 0
    for first, last in sentences(reply):
        checking.write(reply[at:first])
        is_aside = any(begin <= first < end for begin, end in aside)
        (checking.write if is_aside else checking.sentence)(reply[first:last])
        at = last
    checking.write(reply[at:])
    return Checked("".join(checking.pieces), tuple(checking.citations), tuple(checking.doubts))


def answer_from(question: str, passages: Sequence[Passage]) -> Citation | None:
    """The sentence of the passages that holds most of what is asked, as a citation; its support is how much of it.

    What stands above a sentence (the title, the heading, the sentence before it) is part of what it is about.
    None when no sentence holds enough.
    """
    asked = stems(question)
    best: tuple[float, int, Passage, tuple[int, int]] | None = None
    for passage in passages:
        about = stems(f"{passage.title} {passage.heading}")
        before: list[str] = []
        for span in sentences(passage.text):
            own = stems(passage.text[slice(*span)])
            score = coverage(asked, own + about + before)
            direct = sum(one in own for one in set(asked))
            if is_enough(passage.text[slice(*span)]) and direct and (best is None or (score, direct) > best[:2]):
                best = (score, direct, passage, span)
            before = own
    if best is None or best[0] < ANSWERED:
        return None
    return _citation(1, best[2], best[3], "code", best[0])


def relevance(question: str, passage: Passage) -> float:
    """How much of what is asked stands in the passage or above it, 0 to 1."""
    return coverage(stems(question), stems(f"{passage.title} {passage.heading} {passage.text}"))


def _citation(n: int, passage: Passage, span: tuple[int, int], chosen: Chosen, measure: float) -> Citation:
    first, last = span
    return Citation(
        n=n,
        document=passage.document,
        title=passage.title,
        label=passage.label,
        part=passage.part,
        first=passage.first + first,
        last=passage.first + last,
        quote=passage.text[first:last],
        chosen=chosen,
        support=round(measure, 3),
    )


@dataclass
class _Checking:
    """A reply as it is written anew, with what was found so far."""

    passages: Sequence[Passage]
    pieces: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    doubts: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> None:
        """Add what is not checked."""
        self.pieces.append(text)
        self.length += len(text)

    def sentence(self, text: str) -> None:
        """Add a sentence with the numbers of what is found for it."""
        plain, quoted = self._quotes(text)
        found = list(dict.fromkeys(quoted)) or self._supporting(plain)
        begin = self.length
        self.write(_with_numbers(plain, found))
        if not found and _claims(plain):
            self.doubts.append((begin, self.length))

    def _quotes(self, text: str) -> tuple[str, list[int]]:
        """The sentence without numbers in brackets, with nearly right quotes put right; and what its quotes cite."""
        found: list[int] = []
        pieces: list[str] = []
        at = 0
        for quote in quotes_in(text):
            words, number = self._checked(quote)
            found += [number] if number else []
            start = text.index(quote.words, quote.first)
            pieces += [text[at:start], words]
            at = start + len(quote.words)
        pieces.append(text[at:])
        return _without_numbers("".join(pieces)), found

    def _checked(self, quote: Quoted) -> tuple[str, int | None]:
        """The words that are shown for a quote, and the number of its citation; None when it stands nowhere."""
        if not is_enough(quote.words):
            return quote.words, None
        for passage in self._in_order(quote.number):
            span = find(quote.words, passage.text)
            if span is not None:
                return quote.words, self._cite(passage, span, "model", 1.0)
        for passage in self._in_order(quote.number):
            for span in sentences(passage.text):
                sentence = passage.text[slice(*span)]
                if nearly(quote.words, sentence):
                    return _one_line(sentence), self._cite(passage, span, "code", 1.0)
        return quote.words, None

    def _in_order(self, number: int | None) -> Iterator[Passage]:
        """The passages, the one with this number first."""
        named = self.passages[number - 1] if number and number <= len(self.passages) else None
        if named is not None:
            yield named
        yield from (passage for passage in self.passages if passage is not named)

    def _supporting(self, claim: str) -> list[int]:
        """The number of the sentence that bears the claim out best, if one does."""
        if not _claims(claim):
            return []
        best: tuple[float, Passage, tuple[int, int]] | None = None
        for passage in self.passages:
            for span in sentences(passage.text):
                sentence = passage.text[slice(*span)]
                measure = support(claim, sentence) if is_enough(sentence) else 0.0
                if measure >= SUPPORTED and (best is None or measure > best[0]):
                    best = (measure, passage, span)
        return [self._cite(best[1], best[2], "code", best[0])] if best is not None else []

    def _cite(self, passage: Passage, span: tuple[int, int], chosen: Chosen, measure: float) -> int:
        """The number of this citation, which is the same each time it is cited."""
        made = _citation(len(self.citations) + 1, passage, span, chosen, measure)
        place = (made.document, made.part, made.first, made.last)
        for held in self.citations:
            if (held.document, held.part, held.first, held.last) == place:
                return held.n
        self.citations.append(made)
        return made.n


def nearly(quote: str, sentence: str) -> bool:
    """Whether the quote is meant to be this sentence: nearly the same words in the same order, the same numbers, and
    the same yes or no.
    """
    if numbers(quote) != numbers(sentence) or is_denied(quote) != is_denied(sentence):
        return False
    one, other = folded(quote)[0].split(), folded(sentence)[0].split()
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def _claims(sentence: str) -> bool:
    """Whether the sentence says something about the world that a source could bear out."""
    bare = sentence.strip().rstrip("\"'”’»)*_")
    return not bare.endswith(("?", "؟", "？", ":")) and len(set(stems(sentence))) >= 2


def _without_numbers(sentence: str) -> str:
    """The sentence without numbers in brackets, but for those in code."""
    return _NUMBER.sub(lambda found: found[0] if sentence.count("`", 0, found.start()) % 2 else "", sentence)


def _with_numbers(sentence: str, found: Sequence[int]) -> str:
    """The sentence with these numbers before its end mark, or behind the quotation mark that closes it."""
    if not found:
        return sentence
    numbered = "".join(f" [{number}]" for number in found)
    bare = sentence.rstrip(".!。।")
    if bare == sentence or sentence[len(bare) :].startswith(".."):
        return sentence + numbered
    return f"{bare}{numbered}{sentence[len(bare) :]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
