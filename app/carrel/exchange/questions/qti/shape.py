"""What a text in Markdown looks like, so that two spellings of the same layout are the same."""

from __future__ import annotations

from markdown_it.token import Token

from carrel.exchange.markdown_tokens import read

Part = tuple[str, ...]


def shape(text: str) -> tuple[Part, ...]:
    """The blocks, the signs and the words of the text in their order; spaces and the signs chosen do not matter."""
    tokens = read(text)
    if tokens is None:
        return (("text", text),)
    parts: list[Part] = []
    for token in tokens:
        for one in token.children if token.type == "inline" and token.children else [token]:
            _add(parts, one)
    tidied = [(part[0], " ".join(part[1].split()), *part[2:]) if part[0] != "fence" else part for part in parts]
    return tuple(part for part in tidied if part[:2] != ("text", ""))


def _add(parts: list[Part], token: Token) -> None:
    if token.type in {"text", "softbreak"}:
        before = parts.pop()[1] if parts and parts[-1][0] == "text" else ""
        parts.append(("text", before + (token.content or " ")))
        return
    facts = [str(token.attrs.get(name, "")) for name in ("href", "src", "start", "style")] if token.attrs else []
    kind = "fence" if token.type == "code_block" else token.type
    language = token.info if kind == "fence" else ""
    parts.append((kind, token.content, token.tag if kind == "heading_open" else "", language, *facts))
