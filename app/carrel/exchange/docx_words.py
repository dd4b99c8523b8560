"""The words of a Word document: paragraphs, runs, and the direction of each paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from carrel.exchange.equations import equation
from carrel.exchange.markdown_tokens import address, picture_words

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BREAK = "<w:r><w:br/></w:r>"


def xml_text(text: str) -> str:
    """The text as it may stand in XML 1.0."""
    plain = _FORBIDDEN.sub("\ufffd", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def is_from_right(text: str) -> bool:
    """Whether the first letter with a direction is one of a script that runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


@dataclass(frozen=True)
class Style:
    """How a run looks. from_right: whether its paragraph runs from right to left."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    from_right: bool = False

    def properties(self) -> str:
        """The run's properties, in the order in which Word wants them."""
        marks = '<w:rStyle w:val="CodeWords"/>' if self.code else ""
        marks += "<w:b/><w:bCs/>" if self.bold else ""
        marks += "<w:i/><w:iCs/>" if self.italic else ""
        marks += "<w:strike/>" if self.struck else ""
        marks += "<w:rtl/>" if self.from_right and not self.code else ""
        return f"<w:rPr>{marks}</w:rPr>" if marks else ""


def run(text: str, style: Style = Style()) -> str:
    """A run of words in one look; line breaks in it stay."""
    lines = text.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{xml_text(line)}</w:t>' if line else "" for line in lines)
    return f"<w:r>{style.properties()}{inner}</w:r>" if text else ""


def paragraph(runs: str, before: str = "", after: str = "", *, from_right: bool = False) -> str:
    """A paragraph; before, after: the properties that Word wants before and after the direction."""
    properties = before + ("<w:bidi/>" if from_right else "") + after
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def plain_words(tokens: Sequence[Token]) -> str:
    """The bare words of a line, to find its direction by."""
    return "".join(token.content for token in tokens if token.type == "text")


def inline(tokens: Sequence[Token], style: Style) -> str:
    """The runs of a line of Markdown."""
    out: list[str] = []
    links: list[str] = []
    for token in tokens:
        match token.type:
            case "text":
                out.append(run(token.content, style))
            case "softbreak":
                out.append(run(" ", style))
            case "hardbreak":
                out.append(_BREAK)
            case "code_inline":
                out.append(run(token.content, replace(style, code=True)))
            case "image":
                out.append(run(picture_words(token), style))
            case "link_open":
                links.append(address(token))
            case "link_close":
                out.append(_shown_address(links.pop() if links else "", out, style))
            case "math_inline" | "math_inline_double":
                out.append(equation(token.content, block=False) or run(token.content, replace(style, code=True)))
            case _:
                style = _changed(style, token.type)
    return "".join(out)


def _changed(style: Style, kind: str) -> Style:
    begins = kind.endswith("_open")
    match kind.partition("_")[0]:
        case "strong":
            return replace(style, bold=begins)
        case "em":
            return replace(style, italic=begins)
        case "s":
            return replace(style, struck=begins)
    return style


def _shown_address(where: str, before: Sequence[str], style: Style) -> str:
    """The address behind the words of a link, unless the words are the address."""
    if not where or (before and f">{xml_text(where)}</w:t>" in before[-1]):
        return ""
    return run(f" ({where})", style)
