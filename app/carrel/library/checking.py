"""What a reply says, held against the passages it was given: quotes that stand there, and sentences without any."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from carrel.base.blocks import blocks
from carrel.base.sentences import sentences
from carrel.library.asking import ANSWERED, Question, answering, best_line, is_said, lines
from carrel.library.evidence.model import Chosen, Citation
from carrel.library.matching import is_denied, numbers, stems
from carrel.library.model import Passage
from carrel.library.quoting import Quoted, find, folded, is_enough, one_line, quotes_in
from carrel.library.supporting import support

SUPPORTED = 0.9
"""From so much support on, a sentence of a source is cited for a sentence of the reply that quotes nothing. Of the
unsupported pairs in tests/library/support it then takes 0 of 52 for supported in the half it was chosen by, and 1 of
52 in the other; of the supported ones, all said in other words or another order, it finds about two in three."""

NEARLY = 0.85
"""A quote that has so many of its words in common with a sentence of a source is put right from it."""

_NUMBER = re.compile(r"[ \t]*\[\d{1,2}\](?!\()")


_LONE = re.compile('["“”«»„「」]')
"""What may be the rest of a quote: no number is set behind it."""


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
    for first, last in _whole(sentences(reply), list(quotes_in(reply))):
        checking.write(reply[at:first])
        is_aside = any(begin <= first < end for begin, end in aside)
        (checking.write if is_aside else checking.sentence)(reply[first:last])
        at = last
    checking.write(reply[at:])
    return Checked("".join(checking.pieces), tuple(checking.citations), tuple(checking.doubts))


def _whole(spans: Sequence[tuple[int, int]], quotes: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """The spans, those that one quote reaches across made one."""
    begin = None
    for at, (first, last) in enumerate(spans):
        begin = first if begin is None else begin
        following = spans[at + 1][0] if at + 1 < len(spans) else None
        if following is None or not any(quote.first < following < quote.last for quote in quotes):
            yield begin, last
            begin = None


def answer_from(question: Question, passages: Sequence[Passage]) -> Citation | None:
    """The sentence of the passages that answers best, as a citation; its support is how much of what is asked it holds.

    What stands above a sentence (the title, the heading, the sentence before it) is part of what it is about.
    None when no sentence holds enough.
    """
    found = [best for one in passages if (best := best_line(question, one)) is not None and best[1] >= ANSWERED]
    if not found:
        return None
    _rank, measure, line = max(found, key=lambda one: one[0])
    return _citation(1, line.passage, (line.first, line.last), "code", measure)


def is_answer(question: Question, cited: Citation, passages: Sequence[Passage]) -> bool:
    """Whether what is cited answers the question, or at least one of the sentences it stands in does."""
    return any(
        answering(question, line) >= ANSWERED
        for passage in passages
        if (passage.document, passage.part) == (cited.document, cited.part)
        for line in lines(passage)
        if passage.first + line.first < cited.last and cited.first < passage.first + line.last
    )


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
        """Add a sentence with the numbers of what is found for it: behind each quote, or else at its end.

        A sentence with a quote that stands nowhere gets no number for its other words: it would seem to be the quote's.
        """
        edits = [(found.start(), found.end(), "") for found in _NUMBER.finditer(text) if not _in_code(text, found)]
        true = false = False
        for quote in quotes_in(text):
            words, number = self._checked(quote)
            first = text.index(quote.words, quote.first)
            last = first + len(quote.words)
            edits = [edit for edit in edits if not first <= edit[0] < last]
            edits.append((first, last, _without_numbers(words)))
            edits += [(last + 1, last + 1, f" [{number}]")] if number else []
            true, false = true or number is not None, false or (number is None and is_enough(quote.words))
        plain = _edited(text, edits)
        false = false or _LONE.search(_edited(text, [(one.first, one.last, "") for one in quotes_in(text)])) is not None
        found = [] if true or false else self._supporting(plain)
        begin = self.length
        self.write(_with_numbers(plain, found))
        if (false or not (true or found)) and _claims(plain):
            self.doubts.append((begin, self.length))

    def _checked(self, quote: Quoted) -> tuple[str, int | None]:
        """The words that are shown for a quote, and the number of its citation; None when it stands nowhere."""
        if not is_enough(quote.words):
            return quote.words, None
        for passage in self._in_order(quote.number):
            span = _said_at(quote.words, passage.text)
            if span is not None:
                return quote.words, self._cite(passage, span, "model", 1.0)
        for passage in self._in_order(quote.number):
            for span in _sentences(passage.text):
                sentence = passage.text[slice(*span)]
                if is_said(passage.text, span[0]) and nearly(quote.words, sentence):
                    return one_line(sentence), self._cite(passage, span, "code", 1.0)
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
            for span in _sentences(passage.text):
                sentence = passage.text[slice(*span)]
                measure = support(claim, sentence) if is_enough(sentence) and is_said(passage.text, span[0]) else 0.0
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


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a passage, which many sentences of a reply are compared with."""
    return tuple(sentences(text))


def _said_at(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in the text and is said there, not in a heading."""
    begin = 0
    while (span := find(quote, text[begin:])) is not None:
        first, last = span[0] + begin, span[1] + begin
        if is_said(text, first):
            return first, last
        begin = last
    return None


def nearly(quote: str, sentence: str) -> bool:
    """Whether the quote is meant to be this sentence: nearly the same words in the same order, the same numbers, and
    the same yes or no.
    """
    one, other = folded(quote)[0].split(), folded(sentence)[0].split()
    if 2 * min(len(one), len(other)) < NEARLY * (len(one) + len(other)):
        return False
    if numbers(quote) != numbers(sentence) or is_denied(quote) != is_denied(sentence):
        return False
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def _claims(sentence: str) -> bool:
    """Whether the sentence says something about the world that a source could bear out."""
    bare = sentence.strip().rstrip("\"'”’»)*_")
    return not bare.endswith(("?", "؟", "？", ":")) and len(set(stems(sentence))) >= 2


def _in_code(sentence: str, found: re.Match[str]) -> bool:
    return sentence.count("`", 0, found.start()) % 2 == 1


def _without_numbers(words: str) -> str:
    return _NUMBER.sub("", words)


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """The text with other words in these spans, of which none overlap."""
    pieces, at = [], 0
    for first, last, words in sorted(edits):
        pieces += [text[at:first], words]
        at = last
    return "".join((*pieces, text[at:]))


def _with_numbers(sentence: str, found: Sequence[int]) -> str:
    """The sentence with these numbers before its end mark, or behind the quotation mark that closes it."""
    if not found:
        return sentence
    numbered = "".join(f" [{number}]" for number in found)
    bare = sentence.rstrip(".!。।")
    if bare == sentence or sentence[len(bare) :].startswith(".."):
        return sentence + numbered
    return f"{bare}{numbered}{sentence[len(bare) :]}"
