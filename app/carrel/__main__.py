"""Picks the face that was asked for, and imports only that one."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """The window without arguments or with files to open, the command line with others.

    And a process that works for the window when it asks.
    """
    arguments = sys.argv[1:]
    if arguments == ["--engine-worker"]:
        from carrel.engine.worker import main as serve  # noqa: PLC0415 - each face pays for its own imports

        serve()
        return 0
    if arguments == ["--tuning-worker"]:
        from carrel.engine.tuning.child import main as train  # noqa: PLC0415

        train()
        return 0
    if arguments == ["--apart"]:
        from carrel.base.inside import main as work  # noqa: PLC0415

        work()
        return 0
    if not arguments or arguments[0].startswith("--measure-"):
        from carrel.ui.start import start  # noqa: PLC0415

        return start(os.environ, measure=arguments[0].removeprefix("--measure-") if arguments else "")
    if all(_is_file(one) for one in arguments):
        from carrel.ui.start import start  # noqa: PLC0415

        return start(os.environ, files=[Path(one) for one in arguments])
    from carrel.cli.main import main as command_line  # noqa: PLC0415

    return command_line(arguments)


def _is_file(argument: str) -> bool:
    """Whether this is a file, as a double click names one; no command has a dot or a slash in its name."""
    return any(sign in argument for sign in (".", "/", os.sep)) and os.path.isfile(argument)


if __name__ == "__main__":
    sys.exit(main())
