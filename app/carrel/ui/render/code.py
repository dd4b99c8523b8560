"""Program text cut into pieces of one colour."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

MOST_COLOURED = 20_000
"""Longer code keeps one colour: a page of colours is not worth a second of waiting."""


def coloured(code: str, language: str) -> Iterator[tuple[str, str]]:
    """Pieces of the code with the name of a colour token each; together they are exactly the code."""
    lexer = _lexer(language) if language and len(code) <= MOST_COLOURED else None
    if lexer is None:
        yield code, "code_text"
        return
    for _at, kind, piece in lexer.get_tokens_unprocessed(code):
        yield piece, _colour(str(kind))


def warm_up() -> None:
    """Read the colours' grammar for the commonest language before it is wanted; slow the first time."""
    list(coloured("x = 1\n", "python"))


def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - 0.1 s, when needed

    return get_lexer_by_name(language) if language.lower() in _languages() else None


@cache
def _languages() -> frozenset[str]:
    """The names of all languages: for any other name pygments would look through the disk for more of them."""
    from pygments.lexers import get_all_lexers  # noqa: PLC0415

    return frozenset(alias for _name, aliases, _files, _types in get_all_lexers(plugins=False) for alias in aliases)


def _colour(kind: str) -> str:
    for beginning, colour in (
        ("Token.Comment", "code_comment"),
        ("Token.Keyword", "code_keyword"),
        ("Token.Operator.Word", "code_keyword"),
        ("Token.Name.Tag", "code_keyword"),
        ("Token.Literal.String", "code_string"),
        ("Token.Literal.Number", "code_number"),
        ("Token.Name.Function", "code_name"),
        ("Token.Name.Class", "code_name"),
        ("Token.Name.Builtin", "code_name"),
        ("Token.Name.Attribute", "code_name"),
    ):
        if kind.startswith(beginning):
            return colour
    return "code_text"
