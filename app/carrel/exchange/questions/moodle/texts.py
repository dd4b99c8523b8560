r"""Carrel's Markdown as Moodle shows it, and Moodle's Markdown as Carrel reads it.

Moodle knows no ``$…$``: its formulas stand between ``\(`` and ``\)``, and Markdown there takes a backslash away from
each sign of its own. A ``<`` begins a tag there, here it is a sign like any other.
"""

from __future__ import annotations

import re

SPLIT = "\n\n---\n\n"
"""Stands between what a cloze item asks and its text, which are one text in Moodle."""

_CODE = (
    r"(?P<code>^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*(?:\n.*?^ {0,3}(?P=fence)[ \t]*$|.*\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:.{0,2000}?)(?<!`)(?P=ticks)(?!`)|<(?:https?://|mailto:)[^\s<>]{1,1000}>)"
)
_TEX = r"(?:\\.|[^$\\\n]|\n(?!\s*\n)){0,1000}?"
_DOLLARS = rf"\$\$(?P<display>(?=[^$]){_TEX})\$\$|\$(?![\s$])(?P<inline>{_TEX})(?<!\s)\$"
_OURS = re.compile(
    rf"{_CODE}|{_DOLLARS}|\\\[(?P<square>\s*\S.{{0,1000}}?)\\\]|\\\((?P<round>\s*\S.{{0,1000}}?)\\\)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<less><)",
    re.MULTILINE | re.DOTALL,
)


def _up_to(bracket: str) -> str:
    """TeX in Moodle's Markdown up to two backslashes and this bracket: a backslash goes with the sign after it."""
    return rf"[^\\]{{0,2000}}+(?:\\(?!\\\{bracket})[^\n][^\\]{{0,500}}+){{0,300}}+"


_THEIRS = re.compile(
    rf"{_CODE}|\\\\\\?\[(?P<display>{_up_to(']')})\\\\\]|\\\\\((?P<inline>{_up_to(')')})\\\\\)"
    rf"|(?P<dollars>\$\$(?=[^$]){_TEX}\$\$)|&\#(?P<number>\d{{1,3}});|(?P<escaped>\\[^\n])"
    r"|!\[(?P<words>[^\]\n]{0,500})\]\(@@PLUGINFILE@@[^)\n]{0,500}\)"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,500}>)|(?P<literal>\$(?![\s$])(?=(?:\\.|[^$\\\n]){0,1000}?(?<!\s)\$))",
    re.MULTILINE | re.DOTALL,
)
_GAP_BEGINS = re.compile(r"\{(?=\d*:)")
_UNESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!:|-])")
_TAKEN = frozenset("`*_{}[]()>#+-.!:|")
"""What a backslash stands before in Moodle's Markdown; before any other sign it would be shown."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def legal(text: str) -> str:
    """The text without signs that XML has no room for, and without those that Unicode gives to no letter."""
    return _ILLEGAL.sub("", text)


def for_moodle(text: str, *, in_cloze: bool = False) -> str:
    """Carrel's Markdown in Moodle's; in_cloze: nothing in it may be taken for a gap."""
    written = _OURS.sub(_written, legal(text))
    return _GAP_BEGINS.sub("&#123;", written) if in_cloze else written


def _written(found: re.Match[str]) -> str:
    if found["code"] is not None:
        return found[0]
    if found["less"]:
        return "&#60;"
    if (sign := found["escaped"]) is not None:
        return found[0] if sign in _TAKEN else f"&#{ord(sign)};"
    display = found["display"] if found["display"] is not None else found["square"]
    if display is not None:
        return rf"\\\[{_escaped(display)}\\]"
    return rf"\\({_escaped(found['inline'] or found['round'])}\\)"


def _escaped(tex: str) -> str:
    """TeX as it comes out of Moodle's Markdown whole: no link, and no bracket after a backslash that would end it."""
    tex = re.sub(r"(?<=\\)\)|[\\`*_\[\]]", lambda found: f"\\{found[0]}", tex)
    return tex.replace("<", "&#60;")


class FromMoodle:
    """Reads texts of Moodle's in Markdown; pictures and is_flattened tell what of them was left out."""

    def __init__(self) -> None:
        self.pictures = 0
        self.is_flattened = False

    def markdown(self, text: str) -> str:
        """The text in Carrel's Markdown, where tags are no layout."""
        return _THEIRS.sub(self._read, legal(text)).strip()

    def _read(self, found: re.Match[str]) -> str:
        if found["number"] is not None:
            return _sign(int(found["number"]))
        if found["display"] is not None:
            return dollars(_unescaped(found["display"]), display=True)
        if found["inline"] is not None:
            return dollars(_unescaped(found["inline"]), display=False)
        if found["words"] is not None:
            self.pictures += 1
            return found["words"]
        if found["tag"] is not None:
            self.is_flattened = True
            return "\n" if found["tag"].lower().startswith(("<br", "<p", "</p")) else ""
        return rf"\{found[0]}" if found["literal"] is not None else found[0]


def dollars(tex: str, *, display: bool) -> str:
    """The formula as Carrel writes it: between dollars, or between brackets where it has a dollar of its own."""
    if not tex.strip():
        return ""
    if display:
        return rf"\[{tex}\]" if "$" in tex else f"$${tex}$$"
    tex = tex.strip()
    return rf"\({tex}\)" if "$" in tex else f"${tex}$"


def _unescaped(tex: str) -> str:
    return _UNESCAPED.sub(r"\1", tex.replace("&#60;", "<").replace("&lt;", "<"))


def _sign(number: int) -> str:
    """The sign of this number; one that means something to Markdown does not do so here."""
    sign = chr(number)
    if sign in "<{":
        return sign
    return rf"\{sign}" if re.match(r"[!-/:-@\[-`{-~]", sign) else legal(sign)
