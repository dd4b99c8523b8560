"""Paints the reader and what stands under a reply, to be looked at: ``python -m tests.ui.screens_reader OUT_DIR``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt

from carrel.base.work import Cancel
from carrel.flows.kit import Kit
from carrel.flows.read_in import Read, read_in
from carrel.library.evidence.model import Evidence
from carrel.library.model import Document, Part
from carrel.ui.application import make_application
from tests.library.made_pdf import pdf
from tests.ui.screens import ARABIC, QUESTION, Album, Stage, say, staged
from tests.ui.sources import LEAF, from_sources, put, stand

REPLY = """A leaf works like a **small factory**: it runs on light and makes sugar [1].

The water it needs comes from the roots [2]. Most of that happens by day."""
LONG = tuple(
    Part(
        number,
        f"p. {number + 1}",
        f"Chapter {number // 10 + 1} › Section {number + 1}",
        f"## Section {number + 1}\n\n" + "A plain sentence about plants and light, put here to fill the page. " * 8,
    )
    for number in range(40)
)
WORDS = (Part(0, "", "التمثيل الضوئي", ARABIC), Part(1, "", "الجذور", "الجذور تشرب الماء. وهي تحت الأرض."))
CODE = (
    Part(
        0, "", "", 'def sugar(light: float) -> float:\n    """Little light, little sugar."""\n    return light * 0.5\n'
    ),
)


def answered(stage: Stage, document: Document, evidence: Evidence | None = None) -> None:
    """The last reply stands on this document."""
    kit: Kit = stage.window.kit
    reply = stage.window.pane.chat.items[-1].message.id
    stand(kit, evidence or from_sources(reply, document, LEAF))
    stage.window.pane.chat.reload()
    stage.rest(0.4)


class ReaderAlbum(Album):
    """Keeps pictures of the reader beside the chat, and in its place."""

    def views(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """A reply with its sources, the search behind it, and the reader at a sentence."""
        with staged(mode, [REPLY], percent=percent, size=size, chats=False) as stage:
            say(stage, QUESTION)
            document = put(stage.window.kit, (*LEAF, *LONG_AFTER))
            answered(stage, document)
            self.keep(stage.window, f"{name}-sources")
            stage.window.pane.acts.act("searched", stage.window.pane.chat.items[-1].message.id)
            self._dialog(stage, f"{name}-searched", "searchedDialog")
            evidence = stage.window.pane.chat.items[-1].evidence
            assert evidence is not None
            stage.window.reading.open_citation(evidence.citations[0])
            stage.rest(0.6)
            self.keep(stage.window, f"{name}-reader")
            self._use(stage, name)

    def _use(self, stage: Stage, name: str) -> None:
        reader = stage.window.reading.reader
        assert reader is not None
        reader.bar.outline.click()
        stage.rest()
        reader.look_for_words()
        reader.find_bar.field.setText("plants")
        stage.rest(0.6)
        self.keep(stage.window, f"{name}-find")

    def states(self, name: str, mode: str) -> None:
        """The other states of a reply, and of a document."""
        with staged(mode, ["I do not know anything of that."] * 2, chats=False) as stage:
            say(stage, QUESTION)
            document = put(stage.window.kit, LEAF)
            reply = stage.window.pane.chat.items[-1].message.id
            answered(stage, document, Evidence(reply, "unchecked", "open", QUESTION, 3, 12))
            say(stage, "And at night?")
            reply = stage.window.pane.chat.items[-1].message.id
            answered(stage, document, Evidence(reply, "not_found", "sources", "night", 0, 12))
            stage.window.open_document(document.id, 1, "A sentence that is no longer there.")
            stage.rest(0.6)
            self.keep(stage.window, f"{name}-states")
            stage.window.open_document("nothing")
            stage.rest(0.6)
            self.keep(stage.window, f"{name}-gone")

    def pages(self, name: str, mode: str, *, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """A PDF at a sentence, larger, and before it is drawn."""
        with staged(mode, ["x"], percent=percent, size=size, chats=False) as stage, TemporaryDirectory() as folder:
            file = Path(folder) / "leaf.pdf"
            file.write_bytes(pdf(PAGES, "How a leaf works"))
            read = [step for step in read_in(stage.window.kit, [file], Cancel()) if isinstance(step, Read)]
            stage.window.open_document(read[0].document.id, 11, "This is what page 12 says of it.")
            stage.rest(0.05)
            self.keep(stage.window, f"{name}-waiting")
            stage.rest(1.5)
            self.keep(stage.window, f"{name}-pages")
            reader = stage.window.reading.reader
            assert reader is not None
            reader.bar.larger.click()
            reader.bar.outline.click()
            stage.rest(1.0)
            self.keep(stage.window, f"{name}-larger")

    def kinds(self, name: str, mode: str) -> None:
        """Arabic words, and code."""
        with staged(mode, ["x"], chats=False) as stage:
            document = put(stage.window.kit, WORDS, "التمثيل الضوئي")
            stage.window.open_document(document.id, 0, "الورقة مصنع صغير.")
            stage.rest(0.6)
            self.keep(stage.window, f"{name}-arabic")
            code = put(stage.window.kit, CODE, "sugar", "plain", "code")
            stage.window.open_document(code.id, 0, "return light * 0.5")
            stage.rest(0.6)
            self.keep(stage.window, f"{name}-code")


PAGES = [
    [
        f"{number}. How a leaf makes its food",
        "",
        *["A leaf is green because of a substance that takes in light. With the light it splits water"] * 3,
        f"and keeps what it needs. This is what page {number} says of it.",
        "",
        *["At night the plant lives on what it has made by day, as every animal does that eats it."] * 14,
    ]
    for number in range(1, 31)
]


LONG_AFTER: Sequence[Part] = tuple(
    Part(part.place + 3, f"p. {part.place + 4}", part.heading, part.text) for part in LONG
)


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = ReaderAlbum(out)
    for mode in ("light", "dark"):
        album.views(mode, mode)
        album.states(mode, mode)
        album.kinds(mode, mode)
        album.pages(mode, mode)
    album.views("contrast", "contrast_dark")
    album.views("200", "light", percent=200)
    album.pages("narrow", "light", size=(420, 760))
    album.views("narrow", "light", size=(420, 760))
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    album.views("mirrored", "light")
    album.pages("mirrored", "light")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
