"""A text in an old encoding of any script is read by the letters that people of that script write most."""

from __future__ import annotations

import pytest

from carrel.base.decoding import decoded

TEXTS = {
    "ja": "光合成は、光のエネルギーを使って水と二酸化炭素から有機物を作る反応です。植物の葉で行われます。",
    "ru": "Фотосинтез — это процесс образования органических веществ из углекислого газа и воды на свету.",
    "zh": "光合作用是植物在有光的地方把水和二氧化碳变成有机物的过程，这是我们呼吸的氧气的来源。",
    "zh-Hant": "光合作用是植物在有光的地方把水和二氧化碳變成有機物的過程，這是我們呼吸的氧氣的來源。",
    "ko": "광합성은 식물이 빛을 이용하여 물과 이산화탄소로 유기물을 만드는 과정이다.",
    "fr": "La photosynthèse est un procédé où l'énergie de la lumière est changée; été, forêt, déjà.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
        ("zh", "gb18030"),
        ("zh-Hant", "big5"),
        ("ko", "euc_kr"),
        ("fr", "latin-1"),
    ],
)
def test_the_encoding_is_guessed_and_said_to_be_a_guess(language: str, encoding: str) -> None:
    content = TEXTS[language].encode(encoding, "replace")
    assert decoded(content) == (content.decode(encoding), True)
