"""Programs of other people read what is written: a reader of 2.1, and a translator between 2.1 and 3.0."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.exchange.questions.api import QuestionFormat, Questions
from tests.exchange.questions.qti.kit import QTI3, QTI21, files_of, one_of_each

TYPED = ("9.81", "3*(x+2)", "mitosis", "mitochondrion")
PAIRS = ["L1 R1", "L2 R2", "L3 R2"]


def written(form: QuestionFormat) -> dict[str, bytes]:
    """The files of a package with one question of each kind."""
    assert form.writes
    return files_of(form.writes(Questions("Set", one_of_each())).content)


def test_a_reader_of_2_1_finds_the_questions_their_choices_and_their_keys(tmp_path: Path) -> None:
    parser = pytest.importorskip("onyx2moodle.parser")
    seen = []
    for name, content in written(QTI21).items():
        if name.startswith("items/"):
            path = tmp_path / Path(name).name
            path.write_bytes(content)
            seen.append(parser.parse_item(path))
    first = [item.interactions[0] for item in seen if item.interactions]
    assert [one.kind for one in first] == ["choice"] * 3 + ["textEntry"] * 4 + ["match", "extendedText"]
    assert [choice.html.strip() for choice in first[0].choices] == ["Mitosis", "Meiosis"]
    assert [len(first[7].match_sources), len(first[7].match_targets)] == [3, 2]
    keys = [item.response_decls[item.interactions[0].response_identifier].correct_values for item in seen[:8]]
    assert keys == [["C1"], ["C1", "C3"], ["false"], *([one] for one in TYPED), PAIRS]
    assert seen[5].response_decls["RESPONSE"].mapping == {"mitosis": 1, "mitotic division": 1, "meiosis": 0}
    assert [len(item.feedback) for item in seen] == [4] + [3] * 9


def test_a_translator_turns_3_0_into_2_1_and_nothing_is_left_out() -> None:
    translator = pytest.importorskip("qti_convert")
    texts = {name: content.decode() for name, content in written(QTI3).items()}
    result = translator.downgrade_package_files(texts, inject_shared_vocabulary_stylesheet=False)
    assert {warning.message for warning in result.warnings} == {
        'Attribute "use" on qti-rubric-block is not supported in QTI 2.1.'
    }
    assert QTI21.reads
    found = QTI21.reads(translator.package_to_zip(result.files), "set.zip")
    assert (found.items, found.bad) == (one_of_each(), ())


def test_a_translator_turns_2_1_into_3_0_and_nothing_is_left_out() -> None:
    translator = pytest.importorskip("qti_convert")
    texts = {name: content.decode() for name, content in written(QTI21).items()}
    content = translator.package_to_zip(translator.upgrade_package_files(texts).files)
    assert QTI3.recognises
    assert QTI3.recognises(content, "set.zip")
    assert QTI3.reads
    assert QTI3.reads(content, "set.zip").items == one_of_each()
