"""Each kind of document comes out as a person reads it: in order, with its headings, lists, tables and places."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from carrel.base.apart import Limits
from carrel.base.work import Cancel
from carrel.library.readers import children, reading
from carrel.library.readers.api import DocumentRefused
from carrel.library.readers.html_blocks import blocks
from tests.library.made import PASSWORD, RUSSIAN, STORY
from tests.library.made_pdf import pdf
from tests.library.made_zip import ODF, W, docx, epub, odt, packed, pptx, related, w_p, w_table
from tests.library.readers.kit import read_bytes, taken


def test_pages_have_the_numbers_that_are_printed_on_them(tmp_path: Path) -> None:
    labels = "<< /Nums [0 << /S /r >> 2 << /S /D /St 1 >>] >>"
    facts, parts = read_bytes(tmp_path, "a", pdf([["one"], ["two"], ["three"], []], "The leaf", labels))
    assert [part.label for part in parts] == ["p. i", "p. ii", "p. 1"]
    assert [part.place for part in parts] == [0, 1, 2]
    assert (facts.title, facts.kind, facts.pages, facts.silent) == ("The leaf", "pdf", 4, ("p. 2",))


def test_bookmarks_are_the_headings_of_pages(tmp_path: Path) -> None:
    content = pdf([["a"], ["b"], ["c"], ["d"]], bookmarks=[("Light", 1), ("Water", 3)])
    _facts, parts = read_bytes(tmp_path, "a.pdf", content)
    assert [part.heading for part in parts] == ["", "Light", "Light", "Water"]


def test_lines_of_a_page_become_whole_paragraphs(tmp_path: Path) -> None:
    lines = [
        "Photosynthesis is how plants make their own food from light, and from wa-",
        "ter that rises out of the ground through narrow vessels of the plant. Without",
        "water it ends.",
        "A second paragraph begins after a line that was short, and goes on to here.",
    ]
    _facts, (part,) = read_bytes(tmp_path, "a.pdf", pdf([lines]))
    assert part.text.split("\n\n") == [
        "Photosynthesis is how plants make their own food from light, and from water that rises out of the ground"
        " through narrow vessels of the plant. Without water it ends.",
        lines[3],
    ]


def test_a_locked_pdf_asks_for_its_password_and_opens_with_it(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf([[STORY]], password=PASSWORD))
    for password, code in (("", "locked"), ("wrong", "password")):
        with pytest.raises(DocumentRefused) as caught:
            taken(path, password)
        assert caught.value.code == code
    assert taken(path, PASSWORD)[1][0].text == STORY


def test_a_word_document_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    body = (
        w_p("Cells", "H1")
        + w_p("Division", "H2")
        + w_p("A cell divides.")
        + w_p("first", number="1")
        + w_p("second", number="1")
        + w_table(("phase", "what"), ("M", "a|b"))
        + w_p("Growth", "H2")
        + w_p("# of cells")
    )
    facts, parts = read_bytes(tmp_path, "a.docx", docx(body))
    assert [part.heading for part in parts] == ["Cells › Division", "Cells › Growth"]
    assert parts[0].text == (
        "# Cells\n\n## Division\n\nA cell divides.\n\n- first\n- second\n\n"
        "| phase | what |\n| --- | --- |\n| M | a\\|b |"
    )
    assert parts[1].text == "## Growth\n\n\\# of cells"
    assert (facts.kind, facts.form, facts.pages) == ("docx", "markdown", 0)


def test_a_word_document_says_what_stands_in_it_and_not_what_was_deleted(tmp_path: Path) -> None:
    runs = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new </w:t></w:r></w:ins>"
        "<w:r><w:t>x</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
        "<w:r><w:t> H</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r>"
        "<w:r><w:t>O</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    note = f"<w:footnotes {W}><w:footnote w:id='2'>{w_p('A note.')}</w:footnote></w:footnotes>"
    links = related(r1="styles styles.xml", f="footnotes footnotes.xml")
    content = docx(runs, **{"word/footnotes.xml": note, "word/_rels/document.xml.rels": links})
    _facts, (part,) = read_bytes(tmp_path, "a.docx", content)
    assert part.text == "new x² H₂O[2]\n\n[2] A note."


def test_slides_come_in_the_order_of_the_show_with_their_notes(tmp_path: Path) -> None:
    content = pptx(("Light", ("sun", "lamp"), "Switch it on."), ("Water", ("rain",), ""))
    facts, parts = read_bytes(tmp_path, "a.pptx", content)
    assert [(part.label, part.heading) for part in parts] == [("slide 1", "Light"), ("slide 2", "Water")]
    assert parts[0].text == "# Light\n\n- sun\n- lamp\n\n> Switch it on."
    assert facts.pages == 2


def test_an_open_document_keeps_headings_lists_tables_and_notes(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="1">Cells</text:h><text:h text:outline-level="2">Division</text:h>'
        "<text:p>A<text:s text:c='2'/>cell<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>A note.</text:p></text:note-body></text:note> divides.</text:p>"
        "<text:list><text:list-item><text:p>first</text:p><text:list><text:list-item><text:p>inner</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell><table:table-cell>"
        "<text:p>out</text:p></table:table-cell></table:table-row></table:table>"
    )
    _facts, (part,) = read_bytes(tmp_path, "a.odt", odt(body))
    assert part.heading == "Cells › Division"
    assert part.text == (
        "# Cells\n\n## Division\n\nA cell[1] divides.\n\n- first\n  - inner\n\n"
        "| in | out |\n| --- | --- |\n\n[1] A note."
    )


def test_an_open_document_s_styles_tell_numbered_lists_and_small_letters(tmp_path: Path) -> None:
    styles = (
        f'<office:styles {ODF}><style:style style:name="S"><style:text-properties style:text-position="super 58%"/>'
        '</style:style><text:list-style style:name="N"><text:list-level-style-number/></text:list-style>'
        "</office:styles>"
    )
    body = (
        '<text:p>x<text:span text:style-name="S">2</text:span></text:p><text:list text:style-name="N"><text:list-item>'
        "<text:p>first</text:p></text:list-item></text:list>"
    )
    _facts, (part,) = read_bytes(tmp_path, "a.odt", odt(body, **{"styles.xml": styles}))
    assert part.text == "x²\n\n1. first"


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    content = epub("<p>Of light.</p>", "<h1>Water</h1><p>Of&nbsp;water.</p>", titles=("Light", "WATER"))
    facts, parts = read_bytes(tmp_path, "a.epub", content)
    assert [(part.label, part.heading, part.text) for part in parts] == [
        ("chapter 1", "Light", "Of light."),
        ("chapter 2", "Water", "# Water\n\nOf water."),
    ]
    assert (facts.title, facts.language, facts.pages) == ("The leaf", "en", 2)


def test_a_book_whose_letters_alone_are_locked_is_read(tmp_path: Path) -> None:
    lock = '<e><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></e>'
    fonts = lock.format("http://www.idpf.org/2008/embedding")
    locked = lock.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    assert read_bytes(tmp_path, "a.epub", epub("<p>Of light.</p>", more={"META-INF/encryption.xml": fonts}))[1]
    with pytest.raises(DocumentRefused) as caught:
        read_bytes(tmp_path, "b.epub", epub("<p>Of light.</p>", more={"META-INF/encryption.xml": locked}))
    assert caught.value.code == "locked"


def test_a_web_page_keeps_what_is_read_and_drops_what_runs(tmp_path: Path) -> None:
    page = (
        '<!doctype html><html lang="de-AT"><head><title>The leaf</title><style>p{}</style></head><body>'
        "<h1>Light</h1><p>x<sup>2</sup> &amp; H<sub>2</sub>O<br>second line</p><ol><li>one<ul><li>inner</li></ul></li>"
        "<li>two</li></ol><table><tr><th>in</th><th>out</th></tr><tr><td>water</td><td>sugar</td></tr></table>"
        "<pre>a  b\n# c</pre><blockquote>said</blockquote><img src='x.png'><script>alert(1)</script></body></html>"
    )
    facts, (part,) = read_bytes(tmp_path, "a.html", page.encode())
    assert part.text == (
        "# Light\n\nx² & H₂O  \nsecond line\n\n1. one\n  - inner\n1. two\n\n| in | out |\n| --- | --- |\n"
        "| water | sugar |\n\n```\na  b\n# c\n```\n\n> said"
    )
    assert (facts.title, facts.language) == ("The leaf", "de")


def test_a_web_page_is_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = f"<!doctype html><meta charset=koi8-r><p>{RUSSIAN}".encode("koi8-r")
    assert read_bytes(tmp_path, "a.html", page)[1][0].text == RUSSIAN


def test_markdown_stays_as_it_is_but_for_pictures_and_html(tmp_path: Path) -> None:
    text = (
        "---\ntitle: The leaf\n---\nLight\n=====\n\nA *leaf* <b>is</b> ![a leaf](x.png) `<b>`.\n\n"
        "```\n# no heading\n\n<b>\n```\n\n## Water ##\n\n- a\n- b\n"
    )
    facts, parts = read_bytes(tmp_path, "a.md", text.encode())
    assert [part.heading for part in parts] == ["Light", "Light › Water"]
    assert parts[0].text == "# Light\n\nA *leaf* is a leaf `<b>`.\n\n```\n# no heading\n\n<b>\n```"
    assert facts.title == "The leaf"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('plant;height\n"bean; green";1,2\n\npea;\n', "plant: bean; green; height: 1,2\nplant: pea"),
        ("1,2\n3,4\n", "A: 1; B: 2\nA: 3; B: 4"),
        ("a\tb\n1\t2\n", "a: 1; b: 2"),
    ],
)
def test_rows_of_a_table_name_their_columns(content: str, told: str, tmp_path: Path) -> None:
    facts, (part,) = read_bytes(tmp_path, "a.csv", content.encode())
    assert (facts.kind, part.text) == ("table", told)
    assert part.label.startswith("rows 1–")


def test_prose_with_commas_is_no_table(tmp_path: Path) -> None:
    text = "Well, yes, no.\nOne, two.\nThree, four, five, six.\nSeven.\n"
    assert read_bytes(tmp_path, "a.txt", text.encode())[0].kind == "text"


def test_code_is_kept_letter_by_letter(tmp_path: Path) -> None:
    code = "def grow(light):\n\n    return light * 2  # sugar\n"
    facts, (part,) = read_bytes(tmp_path, "grow.py", code.encode())
    assert (facts.kind, facts.form, part.text, part.label) == ("code", "plain", code.strip("\n"), "lines 1–4")


def test_a_long_table_is_cut_between_rows_and_keeps_its_head(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>leaf {number}</td><td>{'x' * 40}</td></tr>" for number in range(1_000))
    page = f"<!doctype html><table><tr><th>name</th><th>what</th></tr>{rows}</table>"
    _facts, parts = read_bytes(tmp_path, "a.html", page.encode())
    assert len(parts) > 2
    assert all(part.text.startswith("| name | what |\n| --- | --- |\n| leaf") for part in parts)
    assert sum(part.text.count("| leaf ") for part in parts) == 1_000


def test_an_archive_that_is_no_document_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused, match="archive") as caught:
        read_bytes(tmp_path, "a.zip", packed({"a.txt": STORY}))
    assert "Unpack" in caught.value.next_step


@pytest.mark.fault
@pytest.mark.parametrize(
    ("limits", "code"), [(Limits(memory=25_000_000), "too_large"), (Limits(cpu_s=0.05), "too_slow")]
)
def test_a_document_that_takes_too_much_is_given_up(
    limits: Limits, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "much.html"
    path.write_text("<!doctype html>" + "<p>leaf</p>" * 400_000)
    monkeypatch.setattr(children, "LIMITS", limits)
    with pytest.raises(DocumentRefused) as caught:
        list(reading.read(path, Cancel()))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "begins", ["<!--", "<a ", "<sup>x", "<![CDATA[", "&#", "<p title='", "<!doctype ", "<table><tr><td>", "</", "<?"]
)
def test_html_that_never_ends_costs_no_more_than_its_length(begins: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        blocks(f"<!doctype html><p>leaf{begins * times}")
        return time.process_time() - start

    assert seconds(16_000) < 40 * seconds(1_000) + 0.5  # a cost of the square would be 256 times
