"""A long document, made to time how it is read in."""

from __future__ import annotations

import random
from dataclasses import dataclass

PAGES = 1000
_LINES, _WORDS_A_LINE = 40, 12
_SYLLABLES = (
    "le",
    "af",
    "wa",
    "ter",
    "ro",
    "ot",
    "su",
    "gar",
    "li",
    "ght",
    "sto",
    "ma",
    "ta",
    "cell",
    "en",
    "er",
    "gy",
)


@dataclass(frozen=True)
class ReadIn:
    """How a document of so many pages was read in.

    seconds: with the start of the program. resumed: the pages that were in when it was killed half-way and started
    again. whole: whether what was in then is what an undisturbed run brings in.
    """

    pages: int
    seconds: float
    resumed: int
    whole: bool


def paper(pages: int) -> bytes:
    """A PDF of so many pages full of words; the same count gives the same bytes."""
    chance = random.Random(pages)
    made = ["", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for number in range(1, pages + 1):
        lines = [f"Page {number} of {pages}.", *(_line(chance) for _line_number in range(_LINES))]
        shown = "\n".join(f"({line}) Tj T*" for line in lines)
        made.append(f"<< /Length {len(shown) + 34} >>\nstream\nBT /F1 9 Tf 14 TL 60 790 Td\n{shown} ET\nendstream")
        made.append(
            f"<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] /Contents {len(made)} 0 R"
            " /Resources << /Font << /F1 2 0 R >> >> >>"
        )
        kids.append(f"{len(made)} 0 R")
    made[0] = f"<< /Type /Pages /Count {pages} /Kids [{' '.join(kids)}] >>"
    made.append("<< /Type /Catalog /Pages 1 0 R >>")
    return _written(made)


def _line(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _word in range(_WORDS_A_LINE))


def _written(objects: list[str]) -> bytes:
    """The objects as a file; the last one is its root."""
    content, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n".encode("ascii")
    begin = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    content += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode("ascii")
    content += f"trailer\n<< /Size {len(objects) + 1} /Root {len(objects)} 0 R >>\n".encode("ascii")
    return bytes(content + f"startxref\n{begin}\n%%EOF\n".encode("ascii"))
