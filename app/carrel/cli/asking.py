"""`carrel ask`: one question, answered by the tutor or, with `--mode desk`, drafted as a support desk would."""

from __future__ import annotations

from argparse import Namespace


def ask(arguments: Namespace) -> None:
    """Answer one question, in the way that was chosen."""
    if arguments.mode == "desk":
        from carrel.cli.drafts import ask as drafted  # noqa: PLC0415 - not for every question

        drafted(arguments)
        return
    from carrel.cli.talk import ask as answered  # noqa: PLC0415 - not for a draft

    answered(arguments)
