"""A mail that nobody has sent yet, as a file that mail programs open to be looked at and sent."""

from __future__ import annotations

from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from carrel.base.show import one_line

_LONGEST = 500
"""Characters of a name or a subject."""


@dataclass(frozen=True)
class UnsentMail:
    """name, address: of whom it is for; sender: the address it comes from. Each may be empty."""

    name: str
    address: str
    sender: str
    subject: str
    text: str


def write(mail: UnsentMail) -> bytes:
    """The bytes of the file. What cannot be an address is left out: a person fills it in where the mail is sent."""
    made = EmailMessage(SMTP)
    made["X-Unsent"] = "1"  # by this mail programs know that it is still to be sent
    made["Subject"] = one_line(mail.subject, _LONGEST)
    for field, name, address in (("From", "", mail.sender), ("To", mail.name, mail.address)):
        told = _address(name, address)
        if told is not None:
            made[field] = told
    made.set_content(mail.text.rstrip() + "\n", charset="utf-8")
    return made.as_bytes()


def _address(name: str, address: str) -> Address | None:
    try:
        return Address(one_line(name, _LONGEST), addr_spec=one_line(address, _LONGEST)) if "@" in address else None
    except (HeaderParseError, ValueError, IndexError):  # the standard library's own parser trips over some
        return None
