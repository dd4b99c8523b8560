"""Chats as Markdown, HTML and Word: the golden files, and nothing that reaches out of them."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel.exchange import docx, html, markdown
from carrel.exchange.api import Bad, Chat, Format
from carrel.exchange.docx_words import is_from_right
from carrel.exchange.html import body
from tests.exchange.kit import GOLDEN, chats, everything, read, small

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](https://example.org/a.png)",
    "![x](file:///etc/passwd)",
    "![x](//host/share/a.png)",
    "[x](javascript:alert(1))",
    "[x](  jAvAsCrIpT:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "[x](file:///etc/passwd)",
    "[x](vbscript:1)",
    '[x](https://example.org/"onclick="alert(1))',
    '<img src=x onerror="alert(1)">',
    "<style>@import 'https://example.org/x.css';</style>",
    "</article></main><iframe src=https://example.org>",
    "$\\text{<script>alert(1)</script>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{background:url(https://example.org)}{x}$",
    '$\\class{a" onclick="alert(1)}{x}$',
    "$\\color{red;background:url(https://example.org)}x$",
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "[a]: https://example.org 'x'\n\n[a] <https://example.org/?\"><script>",
    "]]>--><!--",
    "&lt;script&gt; &#60;script&#62;",
    "\u202etxt.exe \u2066hidden",
    "> " * 300 + "deep",
    "$" + "{" * 400 + "$",
)


def saying(text: str) -> Chat:
    """A chat in which this is said, and called."""
    chat = small(1, text)
    return replace(chat, conversation=replace(chat.conversation, title=text), course=text)


def page(*of: Chat) -> str:
    """The whole page."""
    return b"".join(html.write(of)).decode()


def parts(*of: Chat) -> dict[str, str]:
    """The parts of the Word document."""
    with zipfile.ZipFile(io.BytesIO(b"".join(docx.write(of)))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


class Seen(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.elements.append((tag, dict(attrs)))


def reaching_out(text: str) -> Iterator[str]:
    """Whatever in a page could run, fetch or submit something."""
    seen = Seen()
    seen.feed(text)
    for tag, attributes in seen.elements:
        if tag in {"script", "img", "iframe", "object", "embed", "link", "form", "base", "svg", "video", "audio"}:
            yield tag
        for name, value in attributes.items():
            if name.startswith("on") or name in {"src", "srcset", "style", "background", "action", "xlink:href"}:
                yield f"{tag} {name}"
            if name == "href" and not (tag == "a" and str(value).startswith(("https://", "http://", "mailto:"))):
                yield f"{tag} {name}={value}"
        if tag == "meta" and attributes.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
            yield f"meta {attributes}"


def test_the_markdown_is_the_golden_one() -> None:
    assert b"".join(markdown.write([everything(), small(7)])) == (GOLDEN / "chats.md").read_bytes()


def test_the_page_is_the_golden_one() -> None:
    assert page(everything(), small(7)).encode() == (GOLDEN / "chats.html").read_bytes()


def test_the_document_is_the_golden_one_in_every_part_and_made_at_no_time() -> None:
    content = b"".join(docx.write([everything(), small(7)]))
    assert content == b"".join(docx.write([everything(), small(7)]))
    assert parts(everything(), small(7))["word/document.xml"].encode() == (GOLDEN / "chats.docx.xml").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize("form", [markdown.FORMAT, html.FORMAT, docx.FORMAT], ids=lambda form: form.name)
def test_an_empty_chat_can_be_written(form: Format) -> None:
    empty = replace(small(1), messages=(), conversation=replace(small(1).conversation, head=None, title=""))
    assert b"".join(form.writes([empty]))
    assert b"".join(form.writes([])) is not None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_of_a_chat_can_do_anything_in_a_page(text: str) -> None:
    assert list(reaching_out(page(saying(text)))) == []


def test_the_guard_itself_sees_what_reaches_out() -> None:
    for planted in ("<script>", "<img src=x>", "<a href='javascript:1'>", "<p onclick=1>", "<link href=x>"):
        assert list(reaching_out(planted))


@given(st.text(st.sampled_from("<>&\"'`$\\{}[]()!*_~|#-\n ahref:/=script"), max_size=60))
@settings(max_examples=300)
def test_no_mixture_of_signs_can_either(text: str) -> None:
    assert list(reaching_out(body(text))) == []


@pytest.mark.parametrize(
    "text", [*HOSTILE, "NUL-like \x01 \x0b \ufffe \x1b[0m", "\n\n\n", "|a|\n|-|\n|b|c|", "a\n" * 2000]
)
def test_every_part_of_a_document_is_sound_xml_and_holds_the_words(text: str) -> None:
    for content in parts(saying(text)).values():
        ElementTree.fromstring(content)


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_text_makes_a_sound_document(text: str) -> None:
    ElementTree.fromstring(parts(saying(text))["word/document.xml"])


def test_a_text_beyond_the_limit_is_shown_as_it_is_written() -> None:
    long = "# not read\n" * 10_000
    assert '<pre class="written" dir="auto"># not read' in body(long)
    assert "# not read" in parts(saying(long))["word/document.xml"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        (r"a \(x\) b \(y\)", ["inline", "inline"]),
        ("\\[\na\n= b\n\\]\n", ["block"]),
        ("so \\[x\\] and", ["block"]),
        ("- \\[\n  x\n  \\]", ["block"]),
        ("$x$ and $$y$$", ["inline", "block"]),
        ("$$\nx\n$$", ["block"]),
        ("it costs $5 and $6", []),
        (r"`\(x\)` and \\(x\\)", []),
        ("\\[\n\nx\n\n\\]", []),
        ("\\(" * 3, []),
    ],
)
def test_formulas_are_found_where_people_write_them(text: str, formulas: list[str]) -> None:
    assert re.findall(r'<math display="(\w+)">', body(text)) == formulas


def test_brackets_that_never_close_cost_no_more_than_twice_for_twice_as_many() -> None:
    def cost(count: int) -> float:
        began = time.process_time()
        body("\\(" * count)
        return time.process_time() - began

    cost(1_000)
    assert cost(40_000) < 8 * max(cost(10_000), 0.02)


def document(text: str) -> ElementTree.Element:
    """The body of a document in which this is said."""
    return ElementTree.fromstring(parts(small(1, text))["word/document.xml"])


def words(element: ElementTree.Element) -> list[str]:
    """What each paragraph says."""
    return ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in element.iter(f"{W}p")]


def styles(element: ElementTree.Element) -> list[str | None]:
    """The style of each paragraph."""
    return [style.get(f"{W}val") for style in element.iter(f"{W}pStyle")]


def test_links_show_their_addresses_once() -> None:
    said = words(document("[here](https://a.example/x) <https://b.example> [bad](ftp://c.example)"))[-1]
    assert said == "here (https://a.example/x) https://b.example bad"


def test_each_numbered_list_begins_where_it_says() -> None:
    made = parts(small(1, "3. a\n4. b\n\ntext\n\n1. c\n\n- d\n  - e"))
    numbering = ElementTree.fromstring(made["word/numbering.xml"])
    starts = [
        [one.get(f"{W}val") for one in number.iter(f"{W}startOverride")][:1] for number in numbering.iter(f"{W}num")
    ]
    assert starts == [["3"], ["1"], [], []]
    body = ElementTree.fromstring(made["word/document.xml"])
    assert [one.get(f"{W}val") for one in body.iter(f"{W}ilvl")] == ["0", "0", "0", "0", "1"]


def test_code_keeps_its_lines_and_a_paragraph_of_arabic_runs_from_the_right() -> None:
    made = document("```\nif x:\n    y\n```\n\nالضوء\n\nlight")
    assert words(made)[-4:] == ["if x:", "    y", "الضوء", "light"]
    assert styles(made)[-2:] == ["Code", "Code"]
    assert [one.find(f"{W}pPr/{W}bidi") is not None for one in made.iter(f"{W}p")][-4:] == [False, False, True, False]


@pytest.mark.parametrize(("text", "from_right"), [("1. שלום", True), ("a שלום", False), ("123 !", False), ("", False)])
def test_the_first_letter_decides_the_direction(text: str, from_right: bool) -> None:
    assert is_from_right(text) is from_right


PROPERTIES = ["pStyle", "pageBreakBefore", "numPr", "pBdr", "bidi", "spacing", "ind", "jc"]


def test_properties_stand_in_the_order_that_word_wants() -> None:
    made = document("# שלום\n\n1. שלום\n\n   again\n\n> ש\n\n---\n\n|ש|\n|-:|\n|b|\n\n```\nx\n```")
    for one in made.iter(f"{W}pPr"):
        names = [child.tag.removeprefix(W) for child in one]
        assert names == sorted(names, key=PROPERTIES.index)


def test_our_own_markdown_reads_back() -> None:
    source, found = read(b"".join(markdown.write([everything(), small(7)])))
    assert source is markdown.SOURCE
    first, second = chats(list(found))
    shown = everything().thread()
    assert [(one.role, one.text, one.model) for one in first.messages] == [
        (one.role, one.text, one.model) for one in shown
    ]
    assert first.conversation.title == "Leaves & light"
    assert first.conversation.created == everything().conversation.created
    assert first.messages[0].created.utc == "2026-03-02T03:15:00.000000Z"
    assert [one.text for one in second.messages] == ["Hello"]


TRICKY = (
    "## You",
    "## Carrel",
    "\\## You",
    "carrel: chat",
    "---\ncarrel: chat\n---",
    "_so_",
    "# Title",
    "---",
    "```\n## You\n```",
)


@pytest.mark.parametrize("text", TRICKY)
def test_what_looks_like_one_of_our_lines_is_only_said(text: str) -> None:
    said = f"before\n{text}\nafter"
    [only] = chats(list(read(b"".join(markdown.write([small(1, said)])))[1]))
    assert [one.text for one in only.messages] == [said]
    [only] = chats(list(read(b"".join(markdown.write([small(1, text)])))[1]))
    assert [one.text for one in only.messages] == [text]


@given(st.lists(st.sampled_from([*TRICKY, "words", "", "> x", "- y"]), min_size=1, max_size=6))
def test_any_mixture_of_such_lines_reads_back(lines: list[str]) -> None:
    said = "\n".join(lines).strip("\n")
    if said.strip():
        [only] = chats(list(read(b"".join(markdown.write([small(1, said)])))[1]))
        assert [one.text for one in only.messages] == [said]


FOREIGN = {
    name: "".join(f"{line}\n" for line in lines)
    for name, lines in {
        "headings": ("# Rivers", "", "## User", "", "{0}", "", "## Assistant", "", "{1}", "", "## user:", "{2}"),
        "bold names": ("**User:** {0}", "", "**Assistant:** {1}", "", "**User**: {2}"),
        "bold lines": ("# Rivers", "**You:**", "{0}", "", "**ChatGPT:**", "{1}", "", "**You:**", "{2}"),
        "bold headings": ("### **Human**", "{0}", "### **Claude**", "{1}", "### Human", "{2}"),
    }.items()
}
SAID = ("Why do rivers bend?", "Water is faster **outside**.", "Thanks")


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_other_peoples_markdown_is_read(text: str) -> None:
    for content in (text.format(*SAID), text.format(*SAID).replace("\n", "\r\n")):
        [chat] = chats(list(read(content.encode())[1]))
        assert [one.text for one in chat.thread()] == list(SAID)
        assert [one.role for one in chat.thread()] == ["user", "assistant", "user"]
        assert chat.conversation.title == ("Rivers" if "# Rivers" in text else SAID[0])


def test_names_with_nothing_behind_them_are_no_chat() -> None:
    [bad] = list(read(b"# Empty\n## User\n## Assistant\n")[1])
    assert isinstance(bad, Bad)
    assert bad.title == "Empty"


def test_a_name_inside_code_begins_no_turn() -> None:
    text = "## User\n```\n## Assistant\n```\n## Assistant\nyes"
    [chat] = chats(list(read(text.encode())[1]))
    assert [one.text for one in chat.messages] == ["```\n## Assistant\n```", "yes"]


def test_the_page_has_no_address_but_those_of_links() -> None:
    assert re.findall(r"https?://[^\s\"<]+", page(everything())) == ["https://example.org/leaf?a=1&amp;b=2"]
