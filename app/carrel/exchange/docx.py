"""Chats as a Word document, put together by hand: the same chats always give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from carrel.base.files import resource
from carrel.base.words import _
from carrel.conversations.model import Message
from carrel.exchange import captions
from carrel.exchange.api import Chat, Format
from carrel.exchange.docx_words import Style, inline, is_from_right, paragraph, plain_words, run, xml_text
from carrel.exchange.equations import equation
from carrel.exchange.markdown_tokens import read

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)
_INDENT = 420
"""Twentieths of a point for each level of a list or quotation."""
_LEVELS = 9
_SHIFT = 1
"""Headings of a message stand below those that name the speaker."""


def write(chats: Iterable[Chat]) -> Iterator[bytes]:
    """The document, each chat from a new page on."""
    writer, title, created = _Writer(), "", ""
    parts: list[str] = []
    for chat in chats:
        if not parts:
            title, created = captions.title(chat), chat.conversation.created.utc
        parts.append(writer.chat(chat, is_first=not parts))
        yield b""  # nothing can be written yet, but whoever counts and stops gets a turn
    document = (
        f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:m="{_MATH}"><w:body>{"".join(parts)}{_PAGE}</w:body></w:document>'
    )
    yield _packed(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations(
                ("officeDocument", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core(title, created),
            "word/_rels/document.xml.rels": _relations(
                ("styles", f"{_OFFICE}/styles", "styles.xml"), ("numbering", f"{_OFFICE}/numbering", "numbering.xml")
            ),
            "word/document.xml": document,
            "word/numbering.xml": writer.numbering(),
            "word/styles.xml": resource("exchange/docx/styles.xml").read_text(encoding="utf-8"),
        }
    )


def _packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980: no clock gets into the file
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # nor the system it was made on
            archive.writestr(entry, content.encode("utf-8", "replace"))
    return out.getvalue()


def _types() -> str:
    overrides = {
        "word/document.xml": f"{_MIME}.document.main+xml",
        "word/styles.xml": f"{_MIME}.styles+xml",
        "word/numbering.xml": f"{_MIME}.numbering+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    told = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    told = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{to}"/>' for name, kind, to in relations)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _core(title: str, created: str) -> str:
    when = f'<dcterms:created xsi:type="dcterms:W3CDTF">{created[:19]}Z</dcterms:created>' if created else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(title)}</dc:title><dc:creator>Carrel</dc:creator>{when}</cp:coreProperties>"
    )


@dataclass
class _Place:
    """Where the next paragraph stands: in lists (each with its number), in quotations, and whether a marker is due."""

    lists: list[int] = field(default_factory=list)
    quotes: int = 0
    marker_due: bool = False


class _Writer:
    """Writes chats as paragraphs, and remembers the lists they need."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []

    def chat(self, chat: Chat, *, is_first: bool) -> str:
        """The title of a chat, and its turns."""
        title = captions.title(chat)
        fresh = "" if is_first else "<w:pageBreakBefore/>"
        head = _line(title, f'<w:pStyle w:val="Title"/>{fresh}')
        about = _line(captions.about_chat(chat), '<w:pStyle w:val="About"/>')
        return head + about + "".join(self._turn(chat, message) for message in chat.thread())

    def numbering(self) -> str:
        """The lists: one kind with dots, one with numbers, and where each list of them begins."""
        kinds = _kind(0, "bullet", "•") + _kind(1, "decimal", "%{level}.")
        lists = "".join(_list(number, start) for number, start in enumerate(self._lists, 1))
        return f'{_HEAD}<w:numbering xmlns:w="{_WORD}">{kinds}{lists}</w:numbering>'

    def _turn(self, chat: Chat, message: Message) -> str:
        speaker = _line(captions.speaker(message), '<w:pStyle w:val="Heading1"/>')
        about = _line(captions.about(chat, message), '<w:pStyle w:val="About"/>')
        tokens = read(message.text)
        if tokens is None:
            return speaker + about + "".join(_line(line) for line in message.text.split("\n"))
        return speaker + about + self._body(tokens)

    def _body(self, tokens: Sequence[Token]) -> str:
        out: list[str] = []
        place, at, heading = _Place(), 0, 0
        while at < len(tokens):
            token = tokens[at]
            match token.type:
                case "table_open":
                    end = next(index for index in range(at, len(tokens)) if tokens[index].type == "table_close")
                    out.append(_table(tokens[at:end]))
                    at = end
                case "heading_open":
                    heading = min(4, int(token.tag[1:]) + _SHIFT)
                case "heading_close":
                    heading = 0
                case "inline":
                    out.append(_words(token, place, heading))
                case "fence" | "code_block":
                    out.append(_code(token.content, place))
                case "math_block":
                    out.append(_formula(token.content, place))
                case "hr":
                    rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="C8CDD3"/></w:pBdr>'
                    out.append(paragraph("", rule))
                case _:
                    self._move(token, place)
            at += 1
        return "".join(out)

    def _move(self, token: Token, place: _Place) -> None:
        """Into or out of a list, an item or a quotation."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                self._lists.append(start)
                place.lists.append(len(self._lists))
            case "bullet_list_close" | "ordered_list_close":
                place.lists.pop()
            case "list_item_open":
                place.marker_due = True
            case "list_item_close":
                place.marker_due = False
            case "blockquote_open":
                place.quotes += 1
            case "blockquote_close":
                place.quotes -= 1


def _line(text: str, properties: str = "") -> str:
    """A paragraph of plain words."""
    from_right = is_from_right(text)
    return paragraph(run(text, Style(from_right=from_right)), properties, from_right=from_right)


def _words(token: Token, place: _Place, heading: int) -> str:
    children = token.children or ()
    from_right = is_from_right(plain_words(children))
    style = f"Heading{heading}" if heading else "Quote" if place.quotes else ""
    listed = place.marker_due and bool(place.lists)
    number = _marker(place) if listed else ""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + number
    spacing = '<w:spacing w:after="60"/>' if place.lists else ""
    runs = inline(children, Style(from_right=from_right))
    return paragraph(runs, properties, spacing + _indent(place, hanging=listed), from_right=from_right)


def _marker(place: _Place) -> str:
    """Makes the paragraph the next item of the innermost list."""
    place.marker_due = False
    level = min(len(place.lists), _LEVELS) - 1
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{place.lists[-1]}"/></w:numPr>'


def _indent(place: _Place, *, hanging: bool = False) -> str:
    """How far in a paragraph stands; Word takes the left for the right where the paragraph runs from there."""
    steps = len(place.lists) + place.quotes
    marker = f' w:hanging="{_INDENT}"' if hanging else ""
    return f'<w:ind w:left="{steps * _INDENT}"{marker}/>' if steps else ""


def _code(content: str, place: _Place) -> str:
    """Code, a paragraph for each line, so that it breaks between pages where it must."""
    indent = _indent(place)
    lines = content.rstrip("\n").split("\n")
    return "".join(
        paragraph(
            run(line),
            '<w:pStyle w:val="Code"/>',
            ('<w:spacing w:after="140"/>' if number == len(lines) else "") + indent,
        )
        for number, line in enumerate(lines, 1)
    )


def _formula(tex: str, place: _Place) -> str:
    found = equation(tex, block=True)
    return paragraph(found) if found else _code(tex.strip(), place)


def _table(tokens: Sequence[Token]) -> str:
    rows: list[list[str]] = []
    side = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            side = str(token.attrs.get("style", "")).removeprefix("text-align:")
        elif token.type == "inline":
            rows[-1].append(_cell(token, side))
    columns = max(len(row) for row in rows)
    grid = '<w:gridCol w:w="2000"/>' * columns
    look = (
        '<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr>'
    )
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    inner = "".join(f"<w:tr>{'' if number else head}{''.join(row)}</w:tr>" for number, row in enumerate(rows))
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>" + paragraph("", "", '<w:spacing w:after="60"/>')


def _cell(token: Token, side: str) -> str:
    children = token.children or ()
    from_right = is_from_right(plain_words(children))
    justified = {"right": '<w:jc w:val="right"/>', "center": '<w:jc w:val="center"/>'}.get(side, "")
    words = inline(children, Style(from_right=from_right))
    inner = paragraph(words, "", f'<w:spacing w:after="40"/>{justified}', from_right=from_right)
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{inner}</w:tc>'


def _kind(number: int, form: str, sign: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{sign.replace("{level}", str(level + 1))}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{(level + 1) * _INDENT}" w:hanging="{_INDENT}"/></w:pPr></w:lvl>'
        for level in range(_LEVELS)
    )
    shape = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{shape}{levels}</w:abstractNum>'


def _list(number: int, start: int | None) -> str:
    """One list of a chat; a numbered one begins where it says."""
    if start is None:
        return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>'
    begins = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level in range(_LEVELS)
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{begins}</w:num>'


FORMAT = Format(
    "docx",
    lambda: _("Word document (DOCX)"),
    "docx",
    lambda: _("The branch that is shown; pictures as their addresses, attached texts by their names."),
    write,
)
