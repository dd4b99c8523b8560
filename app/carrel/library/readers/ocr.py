"""The child that also recognises text on pictures; importing this loads the recogniser, which is an extra."""

from __future__ import annotations

import os
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
from carrel.library.readers.columns import in_order
from carrel.library.readers.pdf_lines import Line, paragraphs
from carrel.library.readers.work import read_with

LONGEST = 1_750
"""Pixels of the longer side of the picture that is looked at, 150 an inch on A4; more took longer and found no more."""
LEAST_SURE = 0.8
"""Measured: upright print is recognised with 0.99, the same upside down with 0.70."""
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

    lines: tuple[Line, ...]
    sure: float

    @property
    def lies(self) -> bool:
        """Whether most lines run from top to bottom, as on a page that lies on its side."""
        tall = [line.height > line.right - line.left for line in self.lines]
        return sum(tall) * 2 > len(tall)


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
    if best.lines and (best.sure < LEAST_SURE or best.lies):
        turned = (90, 270) if best.lies else (180,)
        best = max((seen(page, turn) for turn in turned), key=lambda one: one.sure)
    if best.sure < LEAST_SURE:
        return ""
    return clean(paragraphs(best.lines)).strip()[:MOST_CHARACTERS].strip()


def seen(page: pypdfium2.PdfPage, turn: int) -> Seen:
    """What is seen on the page when it is turned by so many degrees."""
    width, height = page.get_size()
    picture = _picture(page.render(scale=LONGEST / max(width, height, 1), rotation=turn, may_draw_forms=False))
    found = _ENGINE(picture, use_det=True)
    if not found.txts:
        return Seen((), 0.0)
    lines = [_line(text, box.tolist(), len(picture)) for text, box in zip(found.txts, found.boxes, strict=True)]
    return Seen(tuple(in_order([line for line in lines if line.text])), statistics.median(found.scores))


def _line(text: str, corners: list[list[float]], height: int) -> Line:
    """A line with its place counted from the lower left corner, as in a PDF."""
    across, down = zip(*corners, strict=True)
    return Line(" ".join(clean(text).split()), min(across), max(across), height - max(down), height - min(down))
