"""Formulas as Word keeps them: MathML to Office MathML, for the constructs that people write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from carrel.exchange.formulas import mathml

_NARY = set("∑∏∐∫∬∭∮⋃⋂⨁⨂")
_ACCENTS = {"^": "̂", "ˆ": "̂", "~": "̃", "˜": "̃", "→": "⃗", "⃗": "⃗", "˙": "̇", "¨": "̈", "ˇ": "̌", "´": "́", "`": "̀"}
_BRACES = {"⏞", "⏟"}
_LINES = {"¯", "‾", "―", "_", "̅", "−"}
_NOTHING = "\u200b"
"""Stands where nothing does, so that a cell can begin with a sign that wants something on its left."""
_LIMITS = {"lim", "max", "min", "sup", "inf", "limsup", "liminf", "det", "gcd", "argmax", "argmin"}


def equation(tex: str, *, block: bool) -> str | None:
    """The formula as an `m:oMath` element (in an `m:oMathPara` when it stands alone); None where it stays TeX."""
    found = mathml(tex, block=block)
    if found is None:
        return None
    inner = f"<m:oMath>{_row(found)}</m:oMath>"
    return f"<m:oMathPara>{inner}</m:oMathPara>" if block else inner


def _row(element: Element) -> str:
    """The parts of an element, side by side; what a sum or a fence takes in is gathered."""
    parts = list(_flat(element))
    out: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if _is_nary(part) and at + 1 < len(parts):
            out.append(_nary(part, _one(parts[at + 1])))
            at += 2
        elif _is_limit(part) and at + 1 < len(parts):
            name = f"<m:fName>{_lower_limit(part[0], part[1])}</m:fName>"
            out.append(f"<m:func>{name}<m:e>{_one(parts[at + 1])}</m:e></m:func>")
            at += 2
        elif _is_bracketed_table(parts[at : at + 3]):
            out.append(_delimited(parts[at].text or "", _one(parts[at + 1]), parts[at + 2].text or ""))
            at += 3
        else:
            out.append(_one(part))
            at += 1
    return "".join(out)


def _flat(element: Element) -> Sequence[Element]:
    """The children, and those of rows and styles among them that change nothing."""
    found: list[Element] = []
    for child in element:
        if child.tag in {"mrow", "mstyle", "mpadded"} and not _fence(child) and not _is_bracketed_table(child):
            found.extend(_flat(child))
        else:
            found.append(child)
    return found


def _one(element: Element) -> str:
    make = _KINDS.get(element.tag)
    return make(element) if make else _row(element)


def _run(element: Element) -> str:
    text = element.text or _NOTHING
    is_plain = element.tag in {"mtext", "mn"} or element.get("mathvariant") == "normal" or len(text) > 1
    style = '<m:rPr><m:sty m:val="p"/></m:rPr>' if is_plain else ""
    font = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
    return f'<m:r>{style}{font}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _space(element: Element) -> str:
    width = element.get("width", "")
    return _run(_leaf("mtext", "\u2003" if width[:1] in "123456789" else "\u2009"))


def _fraction(element: Element) -> str:
    top, bottom = element
    is_bare = element.get("linethickness", "").rstrip("ptxem") in {"0", "0.0"}
    kind = '<m:fPr><m:type m:val="noBar"/></m:fPr>' if is_bare else ""
    return f"<m:f>{kind}<m:num>{_one(top)}</m:num><m:den>{_one(bottom)}</m:den></m:f>"


def _square_root(element: Element) -> str:
    return f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{_row(element)}</m:e></m:rad>'


def _root(element: Element) -> str:
    inner, degree = element
    return f"<m:rad><m:deg>{_one(degree)}</m:deg><m:e>{_one(inner)}</m:e></m:rad>"


def _script(element: Element) -> str:
    base, first, *more = element
    if _is_nary(element):
        return _nary(element, "")
    if element.tag == "msup":
        return f"<m:sSup><m:e>{_one(base)}</m:e><m:sup>{_one(first)}</m:sup></m:sSup>"
    if element.tag == "msub":
        if _is_limit(element):
            return _lower_limit(base, first)
        return f"<m:sSub><m:e>{_one(base)}</m:e><m:sub>{_one(first)}</m:sub></m:sSub>"
    return f"<m:sSubSup><m:e>{_one(base)}</m:e><m:sub>{_one(first)}</m:sub><m:sup>{_one(more[0])}</m:sup></m:sSubSup>"


def _above_or_below(element: Element) -> str:
    if _is_nary(element):
        return _nary(element, "")
    base, first, *more = element
    sign = first.text or ""
    if element.tag == "munderover":
        return f"<m:limUpp><m:e>{_lower_limit(base, first)}</m:e><m:lim>{_one(more[0])}</m:lim></m:limUpp>"
    where = "bot" if element.tag == "munder" else "top"
    if sign in _LINES:
        return f'<m:bar><m:barPr><m:pos m:val="{where}"/></m:barPr><m:e>{_one(base)}</m:e></m:bar>'
    if sign in _BRACES:
        return _group(base, sign, where)
    return _lower_limit(base, first) if where == "bot" else _over(base, first, sign)


def _over(base: Element, first: Element, sign: str) -> str:
    """An accent where the sign is one, or else a small line of its own above."""
    if sign in _ACCENTS:
        return f"<m:acc><m:accPr><m:chr m:val={quoteattr(_ACCENTS[sign])}/></m:accPr><m:e>{_one(base)}</m:e></m:acc>"
    return f"<m:limUpp><m:e>{_one(base)}</m:e><m:lim>{_one(first)}</m:lim></m:limUpp>"


def _lower_limit(base: Element, limit: Element) -> str:
    return f"<m:limLow><m:e>{_one(base)}</m:e><m:lim>{_one(limit)}</m:lim></m:limLow>"


def _group(base: Element, sign: str, where: str) -> str:
    shape = f'<m:groupChrPr><m:chr m:val="{sign}"/><m:pos m:val="{where}"/></m:groupChrPr>'
    return f"<m:groupChr>{shape}<m:e>{_one(base)}</m:e></m:groupChr>"


def _nary(element: Element, body: str) -> str:
    base, *limits = element
    above = limits[-1] if element.tag in {"msup", "mover", "msubsup", "munderover"} else None
    below = limits[0] if element.tag in {"msub", "munder", "msubsup", "munderover"} else None
    hidden = "".join(f'<m:{name}Hide m:val="1"/>' for name, limit in (("sub", below), ("sup", above)) if limit is None)
    place = "subSup" if base.text and base.text in "∫∬∭∮" else "undOvr"
    shape = f'<m:naryPr><m:chr m:val={quoteattr(base.text or "")}/><m:limLoc m:val="{place}"/>{hidden}</m:naryPr>'
    low, high = (_one(limit) if limit is not None else "" for limit in (below, above))
    return f"<m:nary>{shape}<m:sub>{low}</m:sub><m:sup>{high}</m:sup><m:e>{body}</m:e></m:nary>"


def _is_nary(element: Element) -> bool:
    scripted = element.tag in {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
    return scripted and (element[0].text or "") in _NARY and element[0].tag == "mo"


def _is_limit(element: Element) -> bool:
    """Whether this is a named operation with what it runs over below it."""
    return element.tag in {"msub", "munder"} and (element[0].text or "") in _LIMITS


def _fence(element: Element) -> tuple[str, str] | None:
    """The brackets around a row, where it has such; one of them may be empty."""
    signs = [child.get("fence") == "true" and child.tag == "mo" for child in element]
    if not signs or not signs[0]:
        return None
    return (element[0].text or "", (element[-1].text or "") if len(signs) > 1 and signs[-1] else "")


def _fenced(element: Element) -> str:
    found = _fence(element)
    if found is None:
        return _row(element)
    inner = _leaf("mrow", "")
    inner.extend(list(element)[1 : len(element) - (1 if found[1] or element[-1].get("form") == "postfix" else 0)])
    return _delimited(found[0], _row(inner), found[1])


def _delimited(left: str, inner: str, right: str) -> str:
    signs = f"<m:begChr m:val={quoteattr(left)}/><m:endChr m:val={quoteattr(right)}/>"
    return f"<m:d><m:dPr>{signs}</m:dPr><m:e>{inner}</m:e></m:d>"


def _is_bracketed_table(parts: Iterable[Element]) -> bool:
    """Whether these are a bracket, a table and a bracket: a matrix, whose brackets grow with it."""
    return [part.tag for part in parts] == ["mo", "mtable", "mo"]


def _table(element: Element) -> str:
    widest = max((len(row) for row in element), default=1)
    rows = ["".join(f"<m:e>{_row(cell)}</m:e>" for cell in row) + "<m:e/>" * (widest - len(row)) for row in element]
    sides = {"left": "left", "right": "right"}
    columns = "".join(
        f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{sides.get(cell.get("columnalign", ""), "center")}"/>'
        "</m:mcPr></m:mc>"
        for cell in next((row for row in element if len(row) == widest), ())
    )
    shape = f"<m:mPr><m:mcs>{columns}</m:mcs></m:mPr>" if columns else ""
    return f"<m:m>{shape}{''.join(f'<m:mr>{row}</m:mr>' for row in rows)}</m:m>"


def _nothing(element: Element) -> str:
    return f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{_row(element)}</m:e></m:phant>'


def _leaf(tag: str, text: str) -> Element:
    made = Element(tag)
    made.text = text
    return made


_KINDS: dict[str, Callable[[Element], str]] = {
    **dict.fromkeys(("mi", "mn", "mo", "mtext"), _run),
    **dict.fromkeys(("msup", "msub", "msubsup"), _script),
    **dict.fromkeys(("mover", "munder", "munderover"), _above_or_below),
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "mtable": _table,
    "mrow": _fenced,
    "mphantom": _nothing,
}
