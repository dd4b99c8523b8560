"""A stand-in for the packages that recognise text: it reads how wide the bar is that a page shows, and can fail.

It is written as the package into a folder that the child finds, and so goes through everything that the real one does:
it is imported and loaded before the child is shut in, and looks at the picture of the page.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from carrel.base import apart

_PACKAGE = """
import os, types
from pathlib import Path

LINES = {
    20: ["Leaves make sugar from light and wa-", "ter. The roots hold the plant."],
    30: ["Moss has no roots."],
    40: [],
    80: [". , , of the . . . , in . , . it . , ."],
    90: ["eai ss ins e sen o es ne ec c bn ns n"],
    100: ["ee u aa"],
}

class RapidOCR:
    def __init__(self, params):
        assert Path(params["Det.model_path"]).is_file() and Path(params["Rec.model_path"]).is_file()

    def __call__(self, picture, use_det=True):
        across = (picture[:, :, 0] < 128).any(axis=0).sum() * 100 / picture.shape[1]
        bar = int(round(across / 10) * 10)
        if bar == 50:
            os.abort()
        if bar == 60:
            raise ValueError("the secret of the page")
        if bar == 70:
            kept = [bytearray(50_000_000) for _ in range(100)]
        lines = LINES.get(bar, [])
        boxes = [Box([[100, 100 + 40 * at], [900, 100 + 40 * at], [900, 130 + 40 * at], [100, 130 + 40 * at]])
                 for at in range(len(lines))]
        sure = 0.6 if bar == 90 else 0.98
        return types.SimpleNamespace(txts=lines, boxes=boxes, scores=[sure] * len(lines))

class Box(list):
    def tolist(self):
        return list(self)
"""


def bar(percent: int) -> bytes:
    """A page with nothing on it but a bar that is so wide."""
    return f"0 200 {595 * percent // 100} 400 re f".encode()


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the packages be there, for us and for the child."""
    models = folder / "rapidocr" / "models"
    models.mkdir(parents=True)
    for name in ("small_det_1.onnx", "small_rec_1.onnx"):
        (models / name).touch()
    (models.parent / "__init__.py").write_text(_PACKAGE)
    (folder / "onnxruntime").mkdir()
    (folder / "onnxruntime" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(folder))
    bare = apart.bare_environment()
    monkeypatch.setattr(
        apart,
        "bare_environment",
        lambda: {**bare, "PYTHONPATH": os.pathsep.join([bare["PYTHONPATH"], str(folder)])},
    )


def change(folder: Path, old: str, new: str) -> None:
    """Let it read something else from now on, by which one sees when a page was looked at."""
    package = folder / "rapidocr" / "__init__.py"
    package.write_text(package.read_text().replace(old, new))


def is_here() -> bool:
    """Whether one of the packages was imported into this process, which must not be."""
    return "rapidocr" in sys.modules or "onnxruntime" in sys.modules
