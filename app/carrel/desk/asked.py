"""What a customer asks, in single lines: without greetings, thanks, signatures and what only leads up to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from carrel.base.files import resource
from carrel.base.matching import folded, function_words, terms
from carrel.base.sentences import sentences
from carrel.desk.model import Mail, Thread

LONGEST = 240
"""Characters of a question in one line."""

_GREETING = re.compile(
    r"\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|to whom it may concern|greetings"
    r"|hola|buen[oa]s(?: d[ií]as| tardes)?|estimad[oa]s?|bonjour|bonsoir|madame|cher|chère|hallo|guten tag|liebe[rs]?"
    r"|sehr geehrte|salut|ciao|buongiorno|namaste|salaam)\b[^.!?,:\n]{0,40}[,.!:\n]+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:(?:with )?(?:kind|best|warm|many|yours?)\b[^.?!\n]{0,24}|regards|cheers|sincerely|respectfully"
    r"|(?:many )?thanks(?: in advance| a lot| so much| again)?|thank you(?: very much| in advance| so much)?"
    r"|saludos|un saludo|cordialement|bien à vous|mit freundlichen grüßen|viele grüße|lg|mfg|br|sent from my .*)"
    r"\s*[,.!]*|-- ?|_{4,})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_ASKS_IN_WORDS = re.compile(
    r"\b(?:(?:would|'d|’d) (?:like|love|need) to (?:know|ask|understand|find out)|want(?:ed)? to (?:know|ask)"
    r"|(?:please|kindly|could you|can you|would you) (?:tell|let|advise|explain|confirm|send|inform|clarify|help me"
    r" (?:understand|find))|wonder(?:ing|ed)?|do(?:n['’]t| not) (?:know|understand)|not sure|curious|question is"
    r"|asking (?:if|whether|about|for)|looking for|interested in)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:i|we)(?:['’]d| would)? (?:also )?(?:like|want|need|wish|have to|must)\b|\bplease\b|\bi['’]m after\b",
    re.IGNORECASE,
)
_TWO = re.compile(
    r",? (?:and|or|und|y|et)(?: also)?,? (?=(?:how|what|when|where|which|who|why|can|could|do|does|is|are|will|would"
    r"|may|should)\b)",
    re.IGNORECASE,
)
_NAME = r"([^\W\d_a-z][^\W\d_]*(?:[ '’.-]+[^\W\d_a-z][^\W\d_]*\.?){0,3})"
_SIGNED = re.compile(rf"\s*{_NAME}\s*(?:\n|$)")
_IS_CALLED = re.compile(rf"\b(?:my name is|this is) {_NAME}")
_SUBJECT_MARKS = re.compile(r"^\s*(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+|[#\[(]?ticket[ #:]*\w*[\])]?", re.IGNORECASE)


def body(text: str) -> str:
    """What a mail says between its greeting and its closing."""
    plain = text.strip()
    begun = _GREETING.match(plain)
    plain = plain[begun.end() :] if begun else plain
    closing = next((found for found in _CLOSING.finditer(plain) if plain[: found.start()].strip()), None)
    return plain[: closing.start()].strip() if closing else plain.strip()


def questions(thread: Thread) -> list[str]:
    """What the customer asks, each in one line: sentences of the last message that ask; else those that ask in other
    words; else what it says as a whole, or its subject. Courtesies such as "Can you help me?" ask nothing.

    Where the last message only answers what the desk asked, what was asked before it still waits.
    """
    for mail in reversed(thread.customer):
        if found := _asking(mail.text):
            return found
        if not _answers_us(thread, mail):
            break
    last = thread.customer[-1] if thread.customer else None
    if last is None:
        return []
    said = [one for one in _sentences(body(last.text)) if content(one)]
    subject = _SUBJECT_MARKS.sub("", last.subject or thread.subject).strip()
    return said[:1] or ([_one_line(subject)] if content(subject) else [])


def _answers_us(thread: Thread, mail: Mail) -> bool:
    """Whether the message before this one is the desk's, and asks."""
    at = thread.mails.index(mail)
    return at > 0 and thread.mails[at - 1].is_ours and "?" in thread.mails[at - 1].text


def _asking(text: str) -> list[str]:
    """What a message asks, outright or in other words."""
    said = [one for one in _sentences(body(text)) if content(one)]
    asking = [part for one in said if is_question(one) for part in _apart(one) if content(part)]
    return asking or [one for one in said if _ASKS_IN_WORDS.search(one)] or [one for one in said if _WISHES.search(one)]


def name_of(thread: Thread) -> str:
    """What the customer is called, as the thread writes it: by the mail, the signature, or "my name is"; else empty."""
    for mail in reversed(thread.customer):
        if mail.sender and "@" not in mail.sender and any(letter.isalpha() for letter in mail.sender):
            return " ".join(mail.sender.split())
        closing = next((found for found in _CLOSING.finditer(mail.text) if mail.text[: found.start()].strip()), None)
        signed = _SIGNED.match(mail.text, closing.end()) if closing else None
        said = signed or _IS_CALLED.search(mail.text)
        if said:
            return " ".join(said[1].split())
    return ""


def content(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about; greetings, courtesies and "my question" tell nothing."""
    plain = function_words()
    return frozenset(
        one for one in terms(text) if one not in _empty() and one not in plain and (len(one) > 1 or one.isdigit())
    )


def is_vague(asked: str) -> bool:
    """Whether there is nothing in it to look for: "It does not work.", "I have a question about my order."."""
    return not content(asked) - general_words()


def statements(thread: Thread) -> str:
    """What the customer says without asking."""
    said = (one for mail in thread.customer for one in _sentences(body(mail.text)))
    return "\n\n".join(one for one in said if not is_question(one))


def _sentences(text: str) -> Iterator[str]:
    for first, last in sentences(text):
        yield _one_line(text[first:last])


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def is_question(sentence: str) -> bool:
    """Whether a sentence ends as a question does."""
    return sentence.rstrip("\"'”’)»* ").endswith(("?", "؟", "？"))


def _apart(sentence: str) -> list[str]:
    """The questions of one sentence: "Do you deliver to Malta, and how long does it take?" is two."""
    parts = [part.strip(" ,") for part in _TWO.split(sentence)]
    return [part if part.endswith(("?", "؟", "？")) else f"{part}?" for part in parts if part]


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
