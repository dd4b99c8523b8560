"""A sentence and a next step for every way the model's process can end (P15)."""

from __future__ import annotations

import signal

from carrel.base.words import _
from carrel.engine.api import EngineHung, EngineLost
from carrel.engine.process import Death

_WINDOWS_ILLEGAL, _WINDOWS_ACCESS, _WINDOWS_ABORT = 0xC000001D, 0xC0000005, 3


def explain(death: Death) -> EngineLost:
    """The error to raise for whoever waited; its detail is a code for support, such as ``SIGSEGV in decode``."""
    name = _name(death.code)
    detail = f"{name} in {death.phase}"
    if assertion := _assertion(death.last_words):
        detail += f": {assertion}"
    if death.hung:
        return EngineHung(
            _("The model stopped making progress and was ended."),
            _("Ask again. If it happens often, choose a smaller model or a smaller context."),
            detail,
        )
    return EngineLost(*_sentences(name, death), detail)


def _sentences(name: str, death: Death) -> tuple[str, str]:
    if "bad_alloc" in death.last_words or "failed to allocate" in death.last_words or name == "SIGKILL":
        return (
            _("The model was ended by the computer, most likely because memory ran out."),
            _("Close other programs, or choose a smaller context or a smaller model, and ask again."),
        )
    if name in ("SIGILL", "illegal instruction"):
        return (
            _("The engine uses an instruction this processor does not have."),
            _("Install Carrel again on this computer, so that the engine is built for its processor."),
        )
    if name == "SIGBUS":
        return (
            _("The model file changed or became unreadable while it was in use."),
            _("Check that the file is still there and whole with “carrel models check”, then ask again."),
        )
    if death.phase in ("start", "load"):
        return (
            _("The model's program ended while it was starting."),
            _("Ask again. If it happens again, check the file with “carrel models check”, or use another model."),
        )
    return (
        _("The model's program ended unexpectedly. What it had said is kept."),
        _("Ask again, or continue from where it stopped."),
    )


def _name(code: int) -> str:
    if code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    windows = {_WINDOWS_ILLEGAL: "illegal instruction", _WINDOWS_ACCESS: "access violation", _WINDOWS_ABORT: "abort"}
    return windows.get(code, f"exit {code}")


def _assertion(last_words: str) -> str:
    """The library's own assertion, which holds a place in its code and no words of a person."""
    for line in reversed(last_words.splitlines()):
        if "GGML_ASSERT" in line or "what():" in line:
            return line.strip()[-160:]
    return ""
