"""The one kind of error a person may see: a sentence and a next step."""

from __future__ import annotations

import re


class CarrelError(Exception):
    """Something known went wrong.

    what: one plain sentence that says what happened.
    next_step: one plain sentence that says what to do next.
    detail: more for a support person (an exit code, an assertion text); never message text, names or keys.
    """

    def __init__(self, what: str, next_step: str, detail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step
        self.detail = detail

    @property
    def code(self) -> str:
        """The name of the kind in kebab-case, stable for scripts: StoreTooNew is ``store-too-new``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def as_json(self) -> dict[str, dict[str, str]]:
        """The object that every command prints with ``--json`` (formats.md)."""
        return {"error": {"what": self.what, "next": self.next_step, "code": self.code}}


class Stopped(Exception):
    """The person, or the program on its way out, asked this work to stop."""
