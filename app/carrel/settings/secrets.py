"""The one door to the key ring: what only its owner may have is kept there, or for this session alone (P29).

Only a real key ring counts: that of Windows, of macOS, the Secret Service or KWallet. Anything else that calls itself
one writes keys into files, or only pretends to keep them. What was kept is read back before that is said.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

_SERVICE = "Carrel"
_REAL = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
)
_CHAIN = "keyring.backends.chainer"
PATIENCE_S = 5.0
"""A bus that does not answer, or a ring that waits for a password that nobody types, keeps nobody waiting longer."""


class KeyRing:
    """Keeps secrets by name; safe from any thread. What the ring does not keep is kept until this is forgotten."""

    def __init__(self, patience: float = PATIENCE_S) -> None:
        self._patience = patience
        self._held: dict[str, str] = {}

    def find(self, name: str) -> str | None:
        """The secret of this name; None where there is none, or the ring does not answer."""
        held = self._held.get(name)
        return held if held is not None else self._asked(lambda ring: ring.get_password(_SERVICE, name))

    def keep(self, name: str, secret: str) -> bool:
        """Keep the secret; tell whether it is kept beyond this session."""
        self._held[name] = secret

        def kept(ring: Any) -> str | None:
            ring.set_password(_SERVICE, name, secret)
            found: str | None = ring.get_password(_SERVICE, name)
            return found

        return self._asked(kept) == secret

    def forget(self, name: str) -> None:
        """Keep it no more, here or there."""
        self._held.pop(name, None)

        def gone(ring: Any) -> None:
            if ring.get_password(_SERVICE, name) is not None:
                ring.delete_password(_SERVICE, name)

        self._asked(gone)

    def _asked(self, ask: Callable[[Any], str | None]) -> str | None:
        """What a real ring answers, in time; None otherwise. A ring that is silent is left to itself."""
        answers: list[str | None] = []

        def work() -> None:
            import keyring  # noqa: PLC0415 - 0.1 s, and its choice of a ring asks the bus
            from keyring.errors import KeyringError  # noqa: PLC0415 - as above

            try:
                ring = _real(keyring.get_keyring())
                if ring is not None:
                    answers.append(ask(ring))
            except (KeyringError, OSError, RuntimeError):
                return

        thread = threading.Thread(target=work, name="key-ring", daemon=True)
        thread.start()
        thread.join(self._patience)
        return answers[0] if answers else None


def _real(ring: Any) -> Any | None:
    """The ring itself, or the first real one of several that stand in a chain; None where there is none."""
    rings = ring.backends if type(ring).__module__ == _CHAIN else [ring]
    return next((one for one in rings if type(one).__module__.startswith(_REAL)), None)
