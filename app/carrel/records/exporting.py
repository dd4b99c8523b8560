"""One file of a record, for people to read and for Carrel to check: the words first, then the entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from carrel.base.words import _
from carrel.records.chain import VERSION, Head, head_of
from carrel.records.coding import canonical, link_line
from carrel.records.model import Link
from carrel.records.rebuilding import digest
from carrel.records.telling import told

FENCE = "```carrel-record"
END = "```"


@dataclass(frozen=True)
class Seal:
    """A signature by whoever holds a key. key and signature: in hexadecimal digits; what made them is for others."""

    key: str
    signature: str


Sealing = Callable[[bytes], Seal]


def export(links: Sequence[Link], seal: Sealing | None = None) -> bytes:
    """The file, sealed where somebody seals it; raises NothingRecorded for a record without a beginning."""
    entries = [link.entry for link in links]
    text = "\n".join(
        (
            told(entries),
            "## " + _("The record itself"),
            "",
            _(
                "The command “carrel class verify” checks these lines, and the text above them. "
                "A change to them can be noticed."
            ),
            "\n",
        )
    )
    head, words = head_of(links), digest(text)
    sealed = {} if seal is None else {"seal": asdict(seal(sealed_bytes(head, words)))}
    first = canonical(_described(head, words) | sealed)
    block = b"\n".join((FENCE.encode(), first, *map(link_line, links), END.encode(), b""))
    return text.encode() + block


def sealed_bytes(head: Head, words: str) -> bytes:
    """What a seal of an export signs. words: the digest of the text that people read."""
    return canonical(_described(head, words))


def _described(head: Head, words: str) -> dict[str, object]:
    return {"carrel": "record", "v": VERSION, "text": words, **asdict(head)}
