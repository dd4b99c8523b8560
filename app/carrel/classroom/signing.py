"""Signs what a device sends, and tells whether another device did (Ed25519, RFC 8032)."""

from __future__ import annotations

import hashlib

from carrel.classroom.model import KeyUnusable

_GROUPS, _DIGITS = 6, 4
"""24 decimal digits are 79 bits: a key that is made to have the number of another costs 2⁷⁹ tries."""


def new_private_key() -> bytes:
    """The 32 bytes of a new private key, from the chance of the system; whoever has them is this device."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - 0.1 s, when it is first used

    return ed25519.Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private_key: bytes) -> bytes:
    """The 32 bytes that everybody may have; raises KeyUnusable."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above

    try:
        return ed25519.Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()
    except ValueError as error:
        raise KeyUnusable.broken() from error


def sign(private_key: bytes, purpose: str, message: bytes) -> bytes:
    """The 64 bytes of the signature of this message for this purpose and no other; raises KeyUnusable."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above

    try:
        return ed25519.Ed25519PrivateKey.from_private_bytes(private_key).sign(_told(purpose, message))
    except ValueError as error:
        raise KeyUnusable.broken() from error


def is_signed(public: bytes, purpose: str, message: bytes, signature: bytes) -> bool:
    """Whether the owner of this public key signed this message for this purpose."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - as above

    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, _told(purpose, message))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """The number by which people compare a public key aloud: six groups of four digits, alike in every language."""
    whole = int.from_bytes(hashlib.sha256(b"carrel fingerprint\x00" + public).digest())
    digits = f"{whole % 10 ** (_GROUPS * _DIGITS):0{_GROUPS * _DIGITS}}"
    return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))


def _told(purpose: str, message: bytes) -> bytes:
    """What is really signed: a purpose holds no NUL, so that no two purposes and messages come out the same."""
    return b"carrel " + purpose.encode("ascii") + b"\x00" + message
