"""Paints the reader at a lit sentence of a PDF, an e-book, a Word document, a Markdown file and a lesson.

``python -m tests.ui.screens_kinds OUT_DIR``; the files are real, and read in as a person would.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from carrel.base.work import Cancel
from carrel.flows import library
from carrel.flows.holdings import foundations
from carrel.flows.kit import Kit
from carrel.flows.pack_shelf import install
from carrel.flows.read_in import Read, read_in
from carrel.library.model import Document
from carrel.ui.application import make_application
from tests.library.made_pdf import pdf
from tests.library.made_zip import docx, epub, w_p, w_table
from tests.ui.screens import Album, Stage, staged

BEFORE = "A leaf is green because of a substance that takes in light."
LIT = "With the light it splits water, and keeps what it needs."
AFTER = "At night the plant lives on what it has made by day, as every animal does that eats it."
PARAGRAPH = f"{BEFORE} {LIT} {AFTER}"
MARKDOWN = f"""# How a leaf works

{PARAGRAPH}

- **light** comes in
- *sugar* comes out: $6\\,CO_2 + 6\\,H_2O \\to C_6H_{{12}}O_6 + 6\\,O_2$

| in | out |
|---|---|
| water | oxygen |
"""


def files() -> dict[str, bytes]:
    """A document of each kind in which the same sentence stands."""
    chapters = [f"<h1>Chapter {number}</h1><p>{AFTER}</p>" for number in (1, 2)]
    page = [f"{BEFORE}", LIT, AFTER]
    return {
        "leaf.pdf": pdf([[AFTER] * 9, page, [AFTER] * 9], title="How a leaf works"),
        "leaf.epub": epub(
            chapters[0], f"<h1>Leaves</h1><p>{PARAGRAPH}</p>", chapters[1], titles=("One", "Two", "Three")
        ),
        "leaf.docx": docx(
            w_p("How a leaf works", "H1")
            + w_p(PARAGRAPH)
            + w_table(("in", "out"), ("water", "oxygen"))
            + w_p("At night", "H1")
            + w_p(AFTER)
        ),
        "leaf.md": MARKDOWN.encode(),
    }


def read(kit: Kit, folder: Path) -> list[Document]:
    """All of them, read in."""
    for name, content in files().items():
        (folder / name).write_bytes(content)
    steps = read_in(kit, [folder], Cancel())
    return [step.document for step in steps if isinstance(step, Read)]


def place_of(kit: Kit, document: Document, quote: str) -> int:
    """The part in which the sentence stands."""
    held = library.parts(kit, document.id)
    return next((part.place for part in held if quote in " ".join(part.text.split())), 0)


def lessons(kit: Kit) -> dict[str, Document]:
    """The lessons that come with Carrel, by title."""
    for _step in install(kit, foundations(), Cancel()):
        pass
    return {one.title: one for one in library.documents(kit) if one.kind == "lesson"}


class KindsAlbum(Album):
    """Keeps a picture of each kind."""

    def kinds(self, mode: str, *, percent: int = 100) -> None:
        """Open each at its sentence."""
        with staged(mode, ["x"], percent=percent, chats=False) as stage, TemporaryDirectory() as folder:
            kit: Kit = stage.window.kit
            for document in read(kit, Path(folder)):
                stage.window.open_document(document.id, place_of(kit, document, LIT), LIT)
                stage.rest(1.5)
                self.keep(stage.window, f"{mode}-{document.kind}")
            self._lessons(stage, mode)

    def _lessons(self, stage: Stage, mode: str) -> None:
        """Lessons with a picture, with formulas and with neither."""
        kit: Kit = stage.window.kit
        for title, document in lessons(kit).items():
            text = "\n".join(part.text for part in library.parts(kit, document.id))
            if "![" in text or "$" in text:
                part = next(one for one in library.parts(kit, document.id) if "![" in one.text or "$" in one.text)
                stage.window.open_document(document.id, part.place, part.text.strip().split("\n")[0])
                stage.rest(1.2)
                reader = stage.window.reading.reader
                assert reader is not None
                shown = [index for index, piece in enumerate(reader.text.pieces) if piece.picture]
                if shown:
                    reader.text.go_to(shown[0])
                    stage.rest()
                self.keep(stage.window, f"{mode}-lesson-{title.split()[0].lower()}")


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = KindsAlbum(out)
    for mode in ("light", "dark"):
        album.kinds(mode)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
