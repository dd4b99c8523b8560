"""The bytes of an ordinary file that belongs to a desk."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.desk.reading.api import DeskRefused


def content(path: Path, most: int) -> bytes:
    """What the file holds, at most so many bytes; raises DeskRefused.

    A folder, a pipe or a device is refused and never waited for.
    """
    name = one_line(path.name)
    try:
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise DeskRefused(_("“{file}” is no file.").format(file=name), _("Choose a file in it."))
            found = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise DeskRefused(
            _("“{file}” cannot be read.").format(file=name),
            _("Check that it is still there and that you may open it."),
            type(error).__name__,
        ) from error
    if len(found) > most:
        raise DeskRefused(
            _("“{file}” is larger than {count:,} MB.").format(file=name, count=max(1, most // 1_000_000)),
            _("Choose a smaller file, or divide it."),
        )
    return found
