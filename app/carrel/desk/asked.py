"""What a customer asks, in single lines: without courtesies, and without what only leads up to it or explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded, terms
from carrel.base.sentences import sentences
from carrel.desk.figures import in_digits
from carrel.desk.letters import body
from carrel.desk.model import Mail, Thread
from carrel.desk.phrases import telling

LONGEST = 240
"""Characters of a question in one line."""

_WH = r"(?:how|what|when|where|which|who|whom|whose|why)"
_DO = r"(?:can|could|do|does|did|is|are|was|were|will|would|may|must|should|has|have)"
_WHOM = r"(?:i|you|we|it|they|he|she|the|there|my|this|that|your|these|those|a|an)"
_BEGINS = re.compile(
    rf"\W*(?:(?:and|also|so|but|or|then|ps|p\.s\.)[,:]? )*(?:{_WH}\b|{_DO} {_WHOM}\b)",
    re.IGNORECASE,
)
"""How a question begins, be there a question mark or not."""

_ASKS_IN_WORDS = re.compile(
    r"\b(?:(?:would|'d|’d) (?:like|love|need) to (?:know|ask|understand|find out)|wants? to (?:know|ask)"
    r"|(?:please|kindly|could you|can you|would you) (?:tell|let|advise|explain|confirm|send|inform|clarify|help me"
    r" (?:understand|find))|wonder(?:ing|ed)?|do(?:n['’]t| not) (?:know|understand)|not sure|curious|question is"
    r"|asking (?:if|whether|about|for)|looking for|interested in)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:i|we)(?:['’]d| would)? (?:also )?(?:like|want|need|wish|have to|must)\b|\bplease\b|\bi['’]m after\b",
    re.IGNORECASE,
)
_TWO = re.compile(rf",? (?:and|or|und|y|et)(?: also)?,? (?={_WH}\b|{_DO} {_WHOM}\b)", re.IGNORECASE)
_LEADS = re.compile(
    rf"^.*?(?:[:–—] ?(?={_WH}\b|{_DO}\b)|\b(?:know|ask|understand|find out|tell (?:me|us)|wonder(?:ing)?"
    rf"|let (?:me|us) know|explain|confirm)(?: about| to (?:me|us))?,? (?={_WH}\b|if\b|whether\b)"
    rf"|^(?:if|when|since|as|because)\b[^,?]*, (?={_WH}\b))",
    re.IGNORECASE,
)
"""What leads up to a question: "The administration wants to know:", and "If it leaves today," before how and when."""

_TRAILS = re.compile(
    r"(?:,? (?:without \w+ing|because|so that|since|as i|otherwise|in case)\b.*|, (?:i|we|my|and i|but|and no"
    r"|please|thanks?|thank you)\b.*)$",
    re.IGNORECASE,
)
_CONDITION = re.compile(rf"^(\W*(?:{_WH})\b.*?\w{{3,}}.*?),? (?:if|when|once|in case|before i)\b.*$", re.IGNORECASE)
"""What explains a question, or of one that asks how, what or when, under which condition."""

_RHETORICAL = re.compile(
    r"\b(?:do you (?:really |honestly )?think|are you (?:kidding|serious|joking)|is (?:this|that) (?:a joke|how)"
    r"|seriously|how (?:hard|difficult) can|what kind of|who do you|why (?:on earth|should i))\b",
    re.IGNORECASE,
)
_LOWER = re.compile(r"(?<=[?!])\s+(?=[^\W\d_])|(?<=[a-z]{2}\.)\s+(?=[a-z])")
_SUBJECT_MARKS = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+|[#\[(]?ticket[ #:]*\w*[\])]?", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """Something a customer asks.

    text: in one line, as it stands in the message. core: what of it is looked for. context: what else the customer
    writes. is_plain: it is asked outright, and not only wished or told.
    """

    text: str
    core: str
    context: str
    is_plain: bool


def questions(thread: Thread) -> list[Asked]:
    """What the customer asks in the last message; where it asks nothing, what it says first, or its subject.

    Courtesies such as "Can you help me?" ask nothing. Where the last message only answers what the desk asked, what was
    asked before it still waits.
    """
    for mail in reversed(thread.customer):
        said = [one for one in _sentences(body(mail.text)) if content(one)]
        asking = [part for one in said if _asks(one) for part in _apart(one) if not is_vague(part)]
        if asking:
            return [_asked(thread, one, is_plain=True) for one in asking]
        if not _answers_us(thread, mail):
            break
    last = thread.customer[-1] if thread.customer else None
    if last is None:
        return []
    said = [one for one in _sentences(body(last.text)) if content(one)]
    subject = _SUBJECT_MARKS.sub("", last.subject or thread.subject).strip()
    told = [one for one in said if _WISHES.search(one) and not is_vague(one)] or [
        one for one in said if not is_vague(one)
    ]
    return [
        _asked(thread, one, is_plain=False) for one in told[:1] or said[:1] or filter(content, [_one_line(subject)])
    ]


def _asked(thread: Thread, text: str, *, is_plain: bool) -> Asked:
    led = _LEADS.match(text)
    core = text[led.end() :] if led and content(text[led.end() :]) else text
    for pattern in (_TRAILS, _CONDITION):
        cut = pattern.sub(r"\1" if pattern.groups else "", core)
        core = cut if content(cut) else core
    rest = f"{thread.asked.replace(text, ' ')} {text.replace(core, ' ')}"
    return Asked(text, core, rest, is_plain)


def _asks(sentence: str) -> bool:
    """Whether a sentence asks something of us."""
    asks = is_question(sentence) or _BEGINS.match(sentence) or _ASKS_IN_WORDS.search(sentence)
    return bool(asks) and not _RHETORICAL.search(sentence)


def is_question(sentence: str) -> bool:
    """Whether a sentence ends as a question does."""
    return sentence.rstrip("\"'”’)»* ").endswith(("?", "؟", "？"))


def _answers_us(thread: Thread, mail: Mail) -> bool:
    """Whether the message before this one is the desk's, and asks."""
    at = thread.mails.index(mail)
    return at > 0 and thread.mails[at - 1].is_ours and "?" in thread.mails[at - 1].text


def statements(thread: Thread) -> str:
    """What the customer says without asking."""
    said = (one for mail in thread.customer for one in _sentences(body(mail.text)))
    return "\n\n".join(one for one in said if not is_question(one))


def content(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about; greetings, courtesies and "my question" tell nothing."""
    return frozenset(one for one in telling(text) if one not in _empty() and (len(one) > 1 or one.isdigit()))


def is_vague(asked: str) -> bool:
    """Whether there is nothing in it to look for: "It does not work.", "I have a question about my order."."""
    return not own_words(asked)


def own_words(asked: str) -> frozenset[str]:
    """The words that tell what this is about and nothing else; numbers and what customers use of anything do not."""
    return frozenset(one for one in content(in_digits(asked)) - general_words() if not one.isdigit())


def _sentences(text: str) -> Iterator[str]:
    """The sentences in one line each; of those who write everything small, too."""
    for first, last in sentences(text):
        for part in _LOWER.split(text[first:last]):
            yield _one_line(part)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _apart(sentence: str) -> list[str]:
    """The questions of one sentence: "Do you deliver to Malta, and how long does it take?" is two."""
    return [part.strip(" ,") for part in _TWO.split(sentence) if part.strip(" ,")]


@cache
def _empty() -> frozenset[str]:
    return _listed("courtesies")


@cache
def general_words() -> frozenset[str]:
    """The words that customers use of anything, as they are compared."""
    return _listed("general") | _listed("courtesies")


@cache
def _listed(name: str) -> frozenset[str]:
    lines = resource(f"desks/words/{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(one for line in lines if not line.startswith("#") for one in terms(folded(line)))
