"""What a message says between its greeting and its signature, and what its writer is called."""

from __future__ import annotations

import re

from carrel.desk.model import Thread

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
_NAME = r"([^\W\d_a-z][^\W\d_]*(?:[ '’.-]+[^\W\d_a-z][^\W\d_]*\.?){0,3})"
_SIGNED = re.compile(rf"\s*{_NAME}\s*(?:\n|$)")
_IS_CALLED = re.compile(rf"\b(?:my name is|this is) {_NAME}")


def body(text: str) -> str:
    """What a mail says between its greeting and its closing."""
    plain = text.strip()
    begun = _GREETING.match(plain)
    plain = plain[begun.end() :] if begun else plain
    closing = next((found for found in _CLOSING.finditer(plain) if plain[: found.start()].strip()), None)
    return plain[: closing.start()].strip() if closing else plain.strip()


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
