"""Whether a sentence of a source answers a question: what is asked stands in it or above it, and so does what fits."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from carrel.base.matching import function_words
from carrel.base.sentences import sentences
from carrel.library.demanding import HOW_MANY, WHEN, WHO, meets
from carrel.library.matching import coverage, is_denied, senses
from carrel.library.model import Passage
from carrel.library.quoting import is_enough, one_line

ANSWERED = 0.75
"""A sentence answers when so much of what is asked stands in it or above it. Of the 161 outside questions of the
development half in tests/flows/outside one meets such a sentence, with 0.7 four did and with 0.65 eleven; the right
sentence does for nine in ten of the questions in the words of the lessons, and for not quite half of those in the words
of a learner."""

DEFINING, DIRECT = 0.5, 0.5
"""How much it tells for a sentence that it says what the thing is, and that it holds what is asked by itself."""

SEEMING, DENYING = 0.5, 0.25
"""How much it tells against a sentence that it says what people believe, and that it denies what is asked."""

UNNAMED = 0.7
"""What is left when a name of the question is missing, or the property that is asked for: who asks about Cairo is not
answered by what is said of Lagos, and the price of a barrel is not what it holds."""

_LOOSE = (
    "advantage aim benefit cause consequence danger definition difference disadvantage effect example function"
    " goal idea importance job kind main meaning origin part point purpose reason result role rule source structure"
    " type use way"
)
"""Properties that an answer tells without naming them: of the purpose of a root it says what a root does."""

NEW = 2.0
"""How much more a word of the last question tells than one before it, where passages are chosen."""

NEAR = 2
"""So many sentences before one belong to what it is about."""

_LIGHT = (
    "add agree allow ask become bring call carry come do draw fall feel fill fit follow get give go grow hear help hold"
    " keep know lay leave let lie like look make mean meet move need notice pass pay play pull push put reach read rise"
    " run see send set show sit speak stand start stay take talk tell think throw try turn understand use wait walk"
    " want watch wear work write"
)
"""Verbs for which an answer often has another one."""

OF_VERB = 0.5
"""How much such a verb tells."""

OF_KIND = 0.5
"""How much the kind of thing tells that is asked for: what answers "Which gas …?" says "oxygen", and often no "gas"."""

_KIND = re.compile(r"\b(?:which|what) ([^\W\d_]+)", re.IGNORECASE)

ADDS = re.compile(
    r"\s*(?:(?:what|how) about\b|(?:and|or|but)\b"
    r"(?!.*\b(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|has|have)\b))",
    re.IGNORECASE,
)
"""Beginnings of what asks the same about another thing as the question before it: "And of sea water?"."""

_LEADS = re.compile(
    r"^.*?\b(?:(?:do(?:es)?(?:n['’]t| not)|did(?:n['’]t| not)|can(?:['’]t|not)|to)"
    r" (?:get|understand|know|see|learn|find out|remember)|wonder(?:s|ing)?|not sure|no idea|curious"
    r"|(?:tell|show|explain(?: to)?|remind) (?:me|us)|explain)(?: about| of| to me)?,? "
    r"(?=(?:who|whom|whose|what|when|where|why|how|which|if|whether)\b)",
    re.IGNORECASE | re.DOTALL,
)
_FRAME = re.compile(
    r"\bwhat(?:['’]s| is| are| was| were)(?: so| the)? (?:bad|wrong|special|dangerous|important|great|interesting"
    r"|matter|point|problem|trouble|big deal)(?= (?:about|with|of|in)\b)",
    re.IGNORECASE,
)
_CHATTY = re.compile(
    r"\b(?:want(?:s|ed|ing)?|get(?:s|ting)?|got|giv(?:es|ing)|mak(?:es|ing)|using|anything|something|everything|anyone"
    r"|someone|anybody|somebody|everyone|everybody|ever|actual(?:ly)?|exactly|maybe|perhaps|quite|rather|lots?"
    r"|a (?:bit|few)|stuff|else|others?|another|suppose(?:d)?|guess|okay|right now)\b",
    re.IGNORECASE,
)
"""Words with which people ask, and which no answer has to hold."""

_PROPERTY = re.compile(
    r"\bwhat(?:['’]s| is| are| was| were) the (?:[^\W\d_]+[ -]){0,2}?([^\W\d_]+) of\b", re.IGNORECASE
)
_PHRASE = re.compile(r"(?<![.?!] )(?<=\w )[A-ZÀ-ÖØ-Þ][\w'’-]*(?: [A-ZÀ-ÖØ-Þ][\w'’-]*)+")
_ASKS = re.compile(r"\?[\s\"'”’»)\]*_]*\Z")
_QUOTED_LAST = re.compile(r"\w[,:]? [\"“«][^\"“”«»]*\?[\"”»][)\]]*\Z")
_HOW = re.compile(
    r"\bhow (?!do|does|did|can|could|is|are|was|were|to|i|we|you|will|would|should|has|have|about|come)[^\W\d_]+",
    re.IGNORECASE,
)
_MEANS = re.compile(r"(?<=\w) mean(?=\s*(?:[?,.;:]|$| to ))", re.IGNORECASE)
_BEGIN = re.compile(r"\b(?:begins?|starts?|happens?|occurs?)\b", re.IGNORECASE)

_CAPITAL = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_SEEMS = re.compile(
    r"\b(?:seem\w*|appear(?:s|ed)? to|look(?:s|ed)? (?:like|natural|right)|sounds? like|claim(?:s|ed)"
    r"|(?:people|some|many) (?:think|believe|write|say|read))\b"
)
_BACK = re.compile(r"(?:This|That|These|Those|Such|It|They|He|She|Therefore|So|Here|In this|For this)\b")
_UNSAID = re.compile(r"[ \t]*(?:#{1,6}[ \t]|!\[)")
_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")
_LINKED = re.compile(r"\]\([^()\s]*\)")
_LISTED = re.compile(r"[ \t]*(?:[-*+•][ \t]+|\d{1,3}[.)][ \t]+)")
_MARKS = " \t\n\"'“‘«([*_#>-"
_DEFINES = re.compile(r"\b(?:what (?:is|are|was|were|does .* mean)|define|meaning of)\b", re.IGNORECASE)
_IS = re.compile(r"\*\*:|\s(?:is|are|was|were|means?|happens|tells|says)\s")
_CALLED = re.compile(r"\b(?:called|named|known as) ((?:[\w*-]+ ?){1,4})")


def bare(text: str) -> str:
    """A question without what leads to it: "I don't get why it floats" asks why it floats."""
    found = _LEADS.match(text)
    return text[found.end() :] if found else text


@dataclass(frozen=True)
class Question:
    """What is asked: the last question (own), the same with what it leans on (whole), and how much each stem tells."""

    own: str = ""
    whole: str = ""
    known: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def new(self) -> frozenset[str]:
        """The stems of the last question."""
        return _asked(self.own)

    @cached_property
    def all(self) -> frozenset[str]:
        """The stems of it with what it leans on."""
        return self.new.union(_asked(self.whole.removesuffix(self.own)))

    @cached_property
    def asked(self) -> str:
        """What tells which kind of answer is wanted: "And of milk?" wants what the question before it did."""
        return self.own if self.new and not ADDS.match(self.own) else self.whole

    @cached_property
    def counted(self) -> frozenset[str]:
        """The stem of what is counted: the moons of "How many moons …"; empty without one."""
        found = HOW_MANY.search(self.asked)
        return frozenset(senses(found[1])) if found else frozenset()

    @cached_property
    def names(self) -> frozenset[str]:
        """The stems of the names in it, or else in what it leans on: "And of Cairo?" asks no more about Lagos."""
        return _named(self.own) or _named(self.whole)

    @cached_property
    def property(self) -> frozenset[str]:
        """The stem of what is asked of something: the price of "What is the price of bread?"; empty without one.

        "And of milk?" asks for the same property as the question before it.
        """
        found = _PROPERTY.search(self.asked)
        return frozenset(senses(found[1])) - _loose() if found else frozenset()

    @cached_property
    def phrases(self) -> tuple[str, ...]:
        """The names of several words in it, in small letters: the French Revolution is not the Haitian one."""
        return tuple(found.casefold() for found in _PHRASE.findall(self.own) or _PHRASE.findall(self.whole))

    def weight(self, stem: str) -> float:
        """How much this stem tells."""
        return self.known.get(stem, 1.0) * (OF_KIND if stem in self.kinds else OF_VERB if stem in _light() else 1.0)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The stems of what its answer often says in another word: the gas of "Which gas …", that something began."""
        words = [found[1] for found in _KIND.finditer(self.whole)]
        words += [found[0] for found in _BEGIN.finditer(self.whole) if WHEN.search(self.whole)]
        return frozenset(senses(" ".join(words)))

    def held(self, there: frozenset[str], new: float = 1.0) -> float:
        """How much of the question, and of what is new in it, is among these stems: 0 to 1.

        new: how much more a word of the last question tells than one of the question before it.
        """
        whole = coverage(self.all, there, lambda stem: self.weight(stem) * (new if stem in self.new else 1.0))
        measure = min(whole, coverage(self.new, there, self.weight)) if self.new else whole
        return measure if self.names <= there else measure * UNNAMED


NOTHING = Question()
"""Nothing is asked."""


@dataclass(frozen=True)
class Line:
    """A sentence of a passage (first, last: in its text), with the one before it where it points back to that.

    own: its stems. above: those of the title, the heading and the sentences before it.
    """

    passage: Passage
    first: int
    last: int
    own: frozenset[str]
    above: frozenset[str]

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.first : self.last]


@lru_cache(maxsize=256)
def lines(passage: Passage) -> tuple[Line, ...]:
    """The sentences of a passage that say something, in order."""
    return tuple(_lines(passage))


def _lines(passage: Passage) -> Iterator[Line]:
    about = frozenset(senses(f"{passage.title} {passage.heading}"))
    before: deque[frozenset[str]] = deque(maxlen=NEAR)
    said: tuple[int, int, frozenset[str]] | None = None
    for begin, last in sentences(passage.text):
        mark = _LISTED.match(passage.text, begin, last)
        first = mark.end() if mark else begin
        own = frozenset(senses(_LINKED.sub("]", passage.text[first:last])))
        if not is_said(passage.text, first):
            said = None
        elif said and _BACK.match(passage.text, first) and "\n\n" not in passage.text[said[1] : first]:
            yield Line(passage, said[0], last, own | said[2], about.union(*before))
            said = first, last, own
        else:
            yield Line(passage, first, last, own, about.union(*before))
            said = first, last, own
        before.append(own)


def is_said(text: str, first: int) -> bool:
    """Whether what begins here is said, and not the heading of what follows, or a picture.

    A heading may name what is not so: "Bigger animals have bigger cells" stands above the sentences that deny it.
    """
    return not _UNSAID.match(text, text.rfind("\n", 0, first) + 1)


def _doubt(question: Question, line: Line) -> float:
    """What is taken off for a sentence that only tells what seems so, and for a "not" in only one of the two."""
    seems = SEEMING if _SEEMS.search(line.text) else 0.0
    return seems + (DENYING if is_denied(question.own) != is_denied(line.text) else 0.0)


def relevance(question: Question, passage: Passage) -> float:
    """How far a passage, with what stands above it, is about what is asked: 0 to 1."""
    return question.held(frozenset(senses(f"{passage.title} {passage.heading} {passage.text}")), NEW)


def best_line(question: Question, passage: Passage) -> tuple[float, float, Line] | None:
    """The sentence of the passage that answers best: its rank, how far it answers, and where it stands; None without
    one.
    """
    best: tuple[float, float, Line] | None = None
    for line in lines(passage):
        measure = answering(question, line)
        rank = measure + DEFINING * defining(question, line) + DIRECT * question.held(line.own) - _doubt(question, line)
        if measure and is_enough(line.text) and (best is None or rank > best[0]):
            best = (rank, measure, line)
    return best


def answering(question: Question, line: Line) -> float:
    """How far this sentence answers the question: 0 to 1, by the words; 0 without what kind of thing is asked for."""
    if not line.own & question.all or _asks(line.text) or not fits(question, line):
        return 0.0
    there = line.own | line.above
    measure = question.held(there)
    return (
        measure
        if question.property | question.counted <= there and _is_named(question, line.passage)
        else measure * UNNAMED
    )


def _is_named(question: Question, passage: Passage) -> bool:
    """Whether the names of several words stand together in the passage, or above it."""
    if not question.phrases:
        return True
    text = one_line(f"{passage.title} {passage.heading} {passage.text}").casefold()
    return all(phrase in text for phrase in question.phrases)


def fits(question: Question, line: Line) -> bool:
    """Whether a question for an amount, a time, a person, a place, a way of making or the largest of a kind meets one.

    In English; elsewhere nothing is demanded.
    """
    if not meets(question.asked, line.text, is_counted=not line.own or question.counted <= line.own):
        return False
    if not WHO.search(question.asked):
        return True
    if question.new and question.new <= line.own:
        return True
    told = question.all | frozenset(senses(line.passage.title))
    return any(not told.issuperset(senses(name[0])) for name in _inner_capitals(_LINK.sub("", line.text)))


def defining(question: Question, line: Line) -> float:
    """How far this sentence says what the thing is that is asked about, 0 to 1: "A cell is …", "… is called a cell"."""
    if not _DEFINES.search(question.own) or not question.all:
        return 0.0
    text = line.text
    is_ = _IS.search(text)
    said = [text[: is_.start()]] if is_ else []
    said += [match[1] for match in _CALLED.finditer(text)]
    return max((_alike(frozenset(senses(one)), question.all) for one in said), default=0.0)


@cache
def _light() -> frozenset[str]:
    return frozenset(senses(_LIGHT))


@cache
def _loose() -> frozenset[str]:
    return frozenset(senses(_LOOSE))


def _named(text: str) -> frozenset[str]:
    """The stems of what begins with a capital inside a sentence."""
    words = (found[0] for span in sentences(text) for found in _inner_capitals(text[slice(*span)]))
    return frozenset(one for word in words for one in senses(word))


def _asked(text: str) -> frozenset[str]:
    """The stems of a question that its answer should hold."""
    text = _CHATTY.sub(" ", _FRAME.sub(" ", _MEANS.sub(" ", text)))
    plain = frozenset(senses(_HOW.sub(" ", text)))
    return plain if len(plain) > 1 else frozenset(senses(text))


def _asks(text: str) -> bool:
    """Whether a sentence asks, and does not only end with a question that it quotes."""
    return _ASKS.search(text) is not None and not _QUOTED_LAST.search(text)


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _inner_capitals(text: str) -> Iterator[re.Match[str]]:
    """Words with a capital that do not begin the sentence."""
    begin = len(text) - len(text.lstrip(_MARKS))
    for found in _CAPITAL.finditer(text):
        if found.start() > begin and found[0].casefold() not in function_words():
            yield found
