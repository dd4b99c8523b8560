"""Names that people and files bring, put into our own lines so that they can neither break nor turn them."""

from __future__ import annotations

import unicodedata

_BEGIN, _END = "\u2068", "\u2069"  # an isolate: what is inside has its own direction


def isolated(name: str) -> str:
    """The name on one line, with its own direction of writing and no say over what stands around it."""
    plain = "".join(one for one in " ".join(name.split()) if unicodedata.category(one) not in {"Cc", "Cf"})
    return f"{_BEGIN}{plain.strip()}{_END}"


def shortened(name: str, most: int) -> str:
    """The name with its middle left out where it has more than so many characters: how it ends tells names apart."""
    if len(name) <= most:
        return name
    end = most // 3
    return f"{name[: most - end - 1].rstrip()}…{name[-end:].lstrip()}"
