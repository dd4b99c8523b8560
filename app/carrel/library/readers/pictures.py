"""Pictures of a PDF's pages for the reader's pane, drawn in the limited child."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from carrel.base.apart import Apart, Ended, Limits, Refused
from carrel.base.work import Cancel
from carrel.library.readers.api import PagePicture, Rectangle
from carrel.library.readers.reading import check_file
from carrel.library.readers.refusals import refusal_of_death, refusal_of_file

LIMITS = Limits(memory=500_000_000, cpu_s=30, wait_s=20)
_WORK = "carrel.library.readers.pdf_picture:picture"


class Pictures:
    """Draws pages of one document, one at a time; its child lives from the first page to `close`.

    Used by one thread at a time. A page that ends the child costs nothing but itself: the next one starts another.
    """

    def __init__(self, path: Path, password: str = "") -> None:
        self._path = path.absolute()
        self._password = password
        self._child: Apart | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page(self, page: int, width_px: int, quote: str, cancel: Cancel) -> PagePicture:
        """The page (from 0) at this width, and where the quote stands on it; raises DocumentRefused and Stopped."""
        check_file(self._path)
        if self._child is None or not self._child.is_alive:
            self.close()
            self._child = Apart(_WORK, LIMITS, [self._path])
        asked = {
            "path": str(self._path),
            "password": self._password,
            "page": page,
            "width_px": width_px,
            "quote": quote,
        }
        try:
            first, *parts = self._child.ask(asked, cancel)
            width, height = int(first.body["width"]), int(first.body["height"])
            pixels = b"".join(part.data for part in parts)
            if len(pixels) != width * height * 4:
                raise Ended("garbage", "size of the picture")
            places = tuple(
                Rectangle(int(left), int(top), int(right) - int(left), int(bottom) - int(top))
                for left, top, right, bottom in first.body["places"]
            )
        except Refused as refused:
            raise refusal_of_file(refused.code, refused.facts) from refused
        except Ended as ended:
            raise refusal_of_death(ended) from ended
        except (LookupError, TypeError, ValueError) as error:
            raise refusal_of_death(Ended("garbage", type(error).__name__)) from error
        return PagePicture(width, height, pixels, places)

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()
            self._child = None
