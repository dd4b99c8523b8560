"""Writes small, valid office documents and books by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {A} xmlns:r="{OFFICE}"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)


def packed(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name == "mimetype" else method)
    return out.getvalue()


def related(**targets: str) -> str:
    """A file of relationships: ids, and "kind target"."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, _, target) in ((name, told.partition(" ")) for name, told in targets.items())
    )
    return f'<Relationships xmlns="{RELS}">{links}</Relationships>'


def docx(body: str, **more: str | bytes) -> bytes:
    """A Word document with this body, with the styles that Word has for headings, and a list of bullets."""
    styles = "".join(
        f'<w:style w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>' for level in range(1, 4)
    )
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": related(r1="officeDocument word/document.xml"),
        "word/_rels/document.xml.rels": related(r1="styles styles.xml", r2="numbering numbering.xml"),
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{lists}</w:numbering>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return packed({**files, **more})


def w_p(text: str, style: str = "", number: str = "") -> str:
    """A paragraph of Word."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{about}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def w_table(*rows: tuple[str, ...]) -> str:
    """A table of Word."""
    cells = ("".join(f"<w:tc>{w_p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def pptx(*slides: tuple[str, tuple[str, ...], str]) -> bytes:
    """Slides, each with a title, points and a note."""
    files = {
        "_rels/.rels": related(r1="officeDocument ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {P}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{255 + at}" r:id="s{at}"/>' for at in range(1, len(slides) + 1))
        + "</p:sldIdLst></p:presentation>",
        # The files are numbered backwards: the order of a show is not the order of its files.
        "ppt/_rels/presentation.xml.rels": related(
            **{f"s{at}": f"slide slides/slide{9 - at}.xml" for at in range(1, len(slides) + 1)}
        ),
    }
    for at, (title, points, note) in enumerate(slides, 1):
        number = 9 - at
        shapes = _shape("title", (title,)) + _shape("", points) + _shape("sldNum", (str(at),))
        files[f"ppt/slides/slide{number}.xml"] = f"<p:sld {P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        files[f"ppt/slides/_rels/slide{number}.xml.rels"] = related(n=f"notesSlide ../notesSlides/n{number}.xml")
        files[f"ppt/notesSlides/n{number}.xml"] = f"<p:notes {P}>{_shape('body', (note,))}</p:notes>"
    return packed(files)


def _shape(kind: str, texts: tuple[str, ...]) -> str:
    place = f'<p:ph type="{kind}"/>' if kind else '<p:ph idx="1"/>'
    words = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{words}</p:txBody></p:sp>"


def odt(body: str, **more: str) -> bytes:
    """A text document with this body."""
    content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body>"
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{content}</office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    return packed({**files, **more})


def epub(*chapters: str, titles: tuple[str, ...] = (), more: Mapping[str, str] | None = None) -> bytes:
    """A book of these chapters in XHTML; the files stand backwards in it."""
    items = "".join(f'<item id="c{at}" href="c%20{at}.xhtml"/>' for at in range(len(chapters)))
    order = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    links = "".join(f'<li><a href="c%20{at}.xhtml#top">{title}</a></li>' for at, title in enumerate(titles))
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfile full-path="OPS/book.opf"/></container>',
        "OPS/nav.xhtml": f"<html><body><nav><ol>{links}</ol></nav></body></html>",
        "OPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The leaf</dc:title>'
        f"<dc:language>en-GB</dc:language></metadata><manifest>{items}"
        f'<item id="nav" href="nav.xhtml" properties="nav"/></manifest><spine>{order}</spine></package>',
    }
    for at, chapter in reversed(list(enumerate(chapters))):
        files[f"OPS/c {at}.xhtml"] = f"<html><body>{chapter}</body></html>"
    return packed({**files, **(more or {})})
