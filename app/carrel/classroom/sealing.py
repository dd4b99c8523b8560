"""Closes a pack so that only the teacher it goes to can open it (X25519, HKDF-SHA-256, ChaCha20-Poly1305)."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

from carrel.base.archive import MOST_PACKED
from carrel.base.words import _
from carrel.classroom.model import KEY_BYTES, KeyUnusable, PackTooNew, PackUnreadable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

VERSION = 1
_MAGIC = b"CARREL-SEALED\x00"
_HEAD = struct.Struct(f"{len(_MAGIC)}sB8s{KEY_BYTES}s")
"""What it is, the version, a mark of the key it is closed to, and the public key that was made for this file alone."""
_TAG_BYTES = 16
_NONCE = bytes(12)
"""May stay the same: the key under it is used for one file only."""


def new_private_key() -> bytes:
    """The 32 bytes of a new private key, from the chance of the system; whoever has them can open what is sealed."""
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415 - 0.1 s, when it is first used

    return x25519.X25519PrivateKey.generate().private_bytes_raw()


def public_key(private_key: bytes) -> bytes:
    """The 32 bytes to which others seal; raises KeyUnusable."""
    return _private(private_key).public_key().public_bytes_raw()


def seal(content: bytes, to: bytes) -> bytes:
    """The content, closed to the owner of this public key; never twice the same. Raises KeyUnusable."""
    once = _private(new_private_key())
    head = _HEAD.pack(_MAGIC, VERSION, _mark(to), once.public_key().public_bytes_raw())
    try:
        cipher = _cipher(once, to, to, head)
    except ValueError as error:
        raise KeyUnusable(
            _("The class pack holds no key that work can be closed to."), _("Ask your teacher for a new class pack.")
        ) from error
    return head + cipher.encrypt(_NONCE, content, head)


def is_sealed(content: bytes) -> bool:
    """Whether these bytes begin like a sealed file."""
    return content.startswith(_MAGIC)


def unseal(content: bytes, private_key: bytes) -> bytes:
    """What was sealed to the owner of this private key; raises PackUnreadable, PackTooNew or KeyUnusable."""
    if len(content) < _HEAD.size + _TAG_BYTES or len(content) > MOST_PACKED + _HEAD.size + _TAG_BYTES:
        raise PackUnreadable.damaged("length")
    magic, version, mark, once = _HEAD.unpack_from(content)
    if magic != _MAGIC or version < 1:
        raise PackUnreadable.damaged("head")
    if version > VERSION:
        raise PackTooNew.of(version, VERSION)
    mine = _private(private_key)
    to = mine.public_key().public_bytes_raw()
    if mark != _mark(to):
        raise PackUnreadable(
            _("This pack is closed to another key than the one on this device, or it is damaged."),
            _("Open it on the device that made the class pack, or ask for the results once more."),
        )
    return _opened(content, mine, once)


def _opened(content: bytes, mine: X25519PrivateKey, once: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above

    head = content[: _HEAD.size]
    try:
        cipher = _cipher(mine, once, mine.public_key().public_bytes_raw(), head)
        return cipher.decrypt(_NONCE, memoryview(content)[_HEAD.size :], head)
    except (InvalidTag, ValueError) as error:
        raise PackUnreadable.damaged("seal") from error


def _private(key: bytes) -> X25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415 - as above

    try:
        return x25519.X25519PrivateKey.from_private_bytes(key)
    except ValueError as error:
        raise KeyUnusable.broken() from error


def _cipher(mine: X25519PrivateKey, theirs: bytes, to: bytes, head: bytes) -> ChaCha20Poly1305:
    """The cipher of this one file; raises ValueError for a public key with which no secret can be shared."""
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers import aead  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 - as above

    shared = mine.exchange(x25519.X25519PublicKey.from_public_bytes(theirs))
    return aead.ChaCha20Poly1305(HKDF(SHA256(), 32, salt=None, info=head + to).derive(shared))


def _mark(to: bytes) -> bytes:
    """Tells a wrong key from a damaged file, and whoever holds the file not more than that two went to the same key."""
    return hashlib.sha256(b"carrel sealed to\x00" + to).digest()[:8]
