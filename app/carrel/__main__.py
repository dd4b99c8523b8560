"""Picks the face that was asked for, and imports only that one."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """The window without arguments, the command line with them, a process that works for the window when it asks."""
    arguments = sys.argv[1:]
    if arguments == ["--engine-worker"]:
        from carrel.engine.worker import main as serve  # noqa: PLC0415 - each face pays for its own imports

        serve()
        return 0
    if arguments == ["--apart"]:
        from carrel.base.inside import main as work  # noqa: PLC0415

        work()
        return 0
    if not arguments or arguments[0].startswith("--measure-"):
        from carrel.ui.start import start  # noqa: PLC0415

        return start(os.environ, measure=arguments[0].removeprefix("--measure-") if arguments else "")
    from carrel.cli.main import main as command_line  # noqa: PLC0415

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
