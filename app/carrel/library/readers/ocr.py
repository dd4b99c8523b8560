"""The child that also recognises text on pictures; importing this loads the recogniser, which is an extra."""

from __future__ import annotations

import os
import re
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import rapidocr

from carrel.base.inside import works_apart
from carrel.base.text import clean
from carrel.base.wire import Frame
from carrel.library.readers.api import MOST_CHARACTERS
from carrel.library.readers.columns import in_order, straight
from carrel.library.readers.pdf_lines import Line, paragraphs
from carrel.library.readers.work import read_with

LONGEST = 1_750
"""Pixels of the longer side of the picture that is looked at, 150 an inch on A4; more took longer and found no more."""
LEAST_SURE = 0.8
"""Measured: upright print is recognised with 0.99, the same upside down with 0.70."""
_KNOWN = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff\u2e80-\u9fff\uff00-\uffef]")
"""What it was made for: digits, Latin letters, Chinese and Japanese. Of Greek it knows letters, and no words."""
_WIDEST_LETTER = 2.0
"""Heights of a line that a letter takes at most; where letters seem wider, others between them were not seen."""
_MODELS = Path(rapidocr.__file__).parent / "models"


def _engine() -> Any:
    """The recogniser, with everything loaded that it will ever need: inside the sandbox it could load no more.

    The models are named by their files, so that it never looks for others. It does not guess which lines are upside
    down: it took short upright ones for that (515 words of 546 right, against 546).
    """
    threads = max(1, (os.cpu_count() or 2) // 2)  # the rest is left to the person, and to the model
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.model_path": str(next(_MODELS.glob("*_det_*.onnx"))),
            "Rec.model_path": str(next(_MODELS.glob("*_rec_*.onnx"))),
            "Rec.rec_batch_num": 1,  # lines one by one need 300 MB less than by six, and no more time
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )
    nothing = _picture(pypdfium2.PdfBitmap.new_native(64, 64, pdfium.FPDFBitmap_BGR))
    engine(nothing)
    engine(nothing, use_det=False)
    return engine


@dataclass(frozen=True)
class Seen:
    """What was seen on a picture: its lines in the order of reading, and how sure that is, from 0 to 1."""

    lines: tuple[Line, ...] = ()
    sure: float = 0.0

    @property
    def lies(self) -> bool:
        """Whether most lines run from top to bottom, as on a page that lies on its side."""
        tall = [line.height > line.right - line.left for line in self.lines]
        return sum(tall) * 2 > len(tall)

    @property
    def is_text(self) -> bool:
        """Whether this is to be believed: of a script that it does not know it makes points and stray letters."""
        letters = "".join("".join(line.text.split()) for line in self.lines)
        widths = sum((line.right - line.left) / max(line.height, 1) for line in self.lines)
        known = len(_KNOWN.findall(letters)) * 2 > len(letters)
        return known and widths < _WIDEST_LETTER * len(letters) and self.sure >= LEAST_SURE


def _picture(bitmap: pypdfium2.PdfBitmap) -> Any:
    return bitmap.to_numpy()


_ENGINE = _engine()


@works_apart
def read(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """As `work.read`, with pages recognised that have no text."""
    yield from read_with(arguments, recognised)


def recognised(page: pypdfium2.PdfPage) -> str:
    """The text on a page that is a picture, as paragraphs, however the page was laid on the scanner; "" for none."""
    best = seen(page, 0)
    if best.lines and (best.lies or not best.is_text):
        turned = (seen(page, turn) for turn in ((90, 270) if best.lies else (180,)))
        best = next((one for one in turned if one.is_text), Seen())
    if not best.is_text:
        return ""
    return clean(paragraphs(best.lines)).strip()[:MOST_CHARACTERS].strip()


def seen(page: pypdfium2.PdfPage, turn: int) -> Seen:
    """What is seen on the page when it is turned by so many degrees."""
    width, height = page.get_size()
    picture = _picture(page.render(scale=LONGEST / max(width, height, 1), rotation=turn, may_draw_forms=False))
    found = _ENGINE(picture, use_det=True)
    if not found.txts:
        return Seen()
    texts = [" ".join(clean(text).split()) for text in found.txts]
    lines = straight(texts, [box.tolist() for box in found.boxes], len(picture))
    return Seen(tuple(in_order([line for line in lines if line.text])), statistics.median(found.scores))
