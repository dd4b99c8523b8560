"""Texts made to do harm when they are shown; run it to see how long each takes: ``python -m tests.ui.payloads``."""

from __future__ import annotations

import os
import time

MEGABYTE = 1_000_000

PAYLOADS: dict[str, str] = {
    "a remote picture": "![x](http://127.0.0.1:9/a.png)",
    "a picture by its reference": "![x][r]\n\n[r]: https://127.0.0.1:9/a.png",
    "a local picture": "![x](file:///etc/hostname)",
    "a local picture by its path": "![x](/etc/hostname)",
    "a picture on a share": "![x](\\\\127.0.0.1\\share\\a.png) ![x](file://127.0.0.1/share/a.png) ![x](//127.0.0.1/a)",
    "a picture in the address": "![x](data:image/png;base64,iVBORw0KGgo=)",
    "a picture of Qt's own": "![x](:/qt-project.org/styles/commonstyle/images/open-32.png) ![x](qrc:/a.png)",
    "a picture in a table": "| ![x](http://127.0.0.1:9/a.png) |\n|---|\n| ![y](file:///etc/passwd) |",
    "a picture in a list in a quote": "> - ![x](file:///etc/hostname)",
    "a picture in a link": "[![x](http://127.0.0.1:9/a.png)](http://127.0.0.1:9)",
    "HTML with a picture": "<img src='http://127.0.0.1:9/a.png'><img src=file:///etc/hostname>",
    "HTML with a script": "<script>alert(1)</script><iframe src='http://127.0.0.1:9'></iframe>",
    "HTML with a style": "<style>@import url(http://127.0.0.1:9/a.css)</style><link rel=stylesheet href=file:///a>",
    "HTML with an object": "<object data=file:///etc/passwd></object><embed src=a><svg onload=alert(1)><video src=a>",
    "HTML as entities": "&lt;img src=x&gt; &#60;img src='file:///etc/passwd'&#62; &#0; &#x110000; &NotAThing;",
    "HTML never closed": "<!-- " * 20_000,
    "a javascript link": "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](vbscript:run) [u](data:text/html,x)",
    "a file link": "[x](file:///etc/passwd) <file:///etc/passwd> [y](smb://127.0.0.1/share)",
    "a link that says another host": "[https://bank.example](http://127.0.0.1:9/evil) <http://bank.example@127.0.0.1:9>",
    "a look-alike host": "[x](https://аррӏе.com) [y](https://exаmple.com/login)",
    "deep TeX": "$$" + "\\frac{1}{" * 400 + "x" + "}" * 400 + "$$",
    "TeX that doubles with each level": "$" + "\\sqrt{" * 30 + "x" + "}" * 30 + "$",
    "TeX that calls itself": r"$\newcommand{\a}{\a\a}\a$ $\def\x{\x\x}\x$ $\let\a\b\a$",
    "TeX that reads a file": r"$\input{/etc/passwd}$ $\include{a}$ $\href{file:///etc/passwd}{x}$ $\url{http://127.0.0.1:9}$",
    "huge TeX": "$$" + "x+" * 40_000 + "$$",
    "TeX never closed": "$$\n" + "\\begin{matrix}" * 3_000,
    "a matrix of 900 cells": r"$$\begin{matrix}"
    + r"\\".join("&".join("1" * 30) for _row in range(30))
    + r"\end{matrix}$$",
    "TeX with markup in it": r"$\text{<img src=file:///etc/passwd>}$ $<svg>&amp;\&\unknown{]]>}$",
    "10,000 formulas": " ".join(f"$x_{{{number}}}$" for number in range(8_000)),
    "10,000 dollars": "$a " * 10_000,
    "a chain of arrows": r"$\ce{" + "A -> " * 190 + "}$",
    "a megabyte without a space": "x" * MEGABYTE,
    "a megabyte with spaces": "words " * (MEGABYTE // 6),
    "a megabyte of lines": "x\n" * (MEGABYTE // 2),
    "a megabyte of Arabic": "مرحبا" * (MEGABYTE // 10),
    "a long line of code": "```python\n" + "x" * 90_000 + "\n```",
    "a long line of code with spaces": "```\n" + "x = 1; " * 12_000 + "\n```",
    "100,000 quotes": ">" * 100_000,
    "100,000 stars": "*" * 100_000,
    "100,000 stars with letters": "*a **b " * 14_000,
    "100,000 brackets": "[" * 100_000,
    "50,000 beginnings of links": "[a](" * 4_900,
    "50,000 pictures": "![" * 4_900,
    "100,000 backticks": "`" * 100_000,
    "backticks of every length": " ".join("`" * number for number in range(1, 400)),
    "100,000 backslashes": "\\" * 100_000,
    "100,000 tildes": "~" * 100_000,
    "10,000 columns": "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n" + "|b" * 10_000 + "|",
    "10,000 rows": "|a|b|\n|-|-|\n" + "|1|2|\n" * 10_000,
    "a table of everything": "|a|b|c|d|\n|-|-|-|-|\n" + "|$x$|**b**|`c`|[l](http://a.b)|\n" * 370,
    "deep lists": "".join("  " * depth + "- x\n" for depth in range(200)),
    "deep quotes": "".join(">" * depth + " x\n\n" for depth in range(200)),
    "long lists": "- x\n" * 20_000,
    "huge numbers in lists": "999999999. x\n\n2147483648) y\n\n99999999999999999999. z\n\n0. a\n\n-1. b",
    "5,000 code blocks": "```\nx\n```\n\n" * 5_000,
    "code in a language that is none": "```"
    + "a" * 50_000
    + "\nx\n```\n\n```../../etc/passwd\nx\n```\n\n```\x00\nx\n```",
    "a rule on every line": "---\n\n" * 15_000,
    "marks upon marks": "Z" + "\u0335\u0336\u0337\u0338\u0489" * 5_000 + " a" + "\u0301" * 20_000,
    "text turned round": "invoice\u202efdp.exe\u202c \u2066a\u2067b\u2069 \u202a" * 500,
    "a link turned round": "[https://bank.example/\u202egpj.exe](http://127.0.0.1:9/\u202egpj.exe)",
    "NULs": "a\x00b" * 1_000,
    "lone surrogates": "\ud800 \udfff \ud83d" * 1_000,
    "every control character": "".join(map(chr, range(0x20))) * 100 + "\x7f\x80\x9f\ufeff\ufffe\uffff\ufff9",
    "objects that are not there": "\ufffc" * 10_000,
    "line separators": "a\u2028b\u2029c\u0085d\x0b\x0c" * 2_000,
    "nested links": "[a [b [c](http://1) d](http://2) e](http://3)" * 500,
    "definitions": "".join(f"[a{number}]: http://127.0.0.1:9/{number}\n" for number in range(3_000)) + "[a1] [a2]",
    "emoji": "👩‍👩‍👧‍👦" * 5_000,
}


def main() -> None:
    """Print how long each payload takes to be shown, the longest first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from carrel.ui.application import make_application  # noqa: PLC0415 - after the platform is chosen
    from carrel.ui.theme import Theme  # noqa: PLC0415
    from carrel.ui.widgets.body import Body  # noqa: PLC0415

    application = make_application()
    theme = Theme("light", 100)
    taken: dict[str, tuple[float, float]] = {}
    for name, text in PAYLOADS.items():
        body = Body(theme)
        began = time.perf_counter()
        body.show_text(text, markdown=True)
        shown = time.perf_counter()
        body.resize(700, min(body.arrange(700), 2_000))
        body.grab()
        taken[name] = shown - began, time.perf_counter() - shown
        application.processEvents()
        body.deleteLater()
    for name, (written, laid_out) in sorted(taken.items(), key=lambda one: -sum(one[1])):
        print(f"{written + laid_out:6.2f} s ({written:.2f} written, {laid_out:.2f} laid out)  {name}")


if __name__ == "__main__":
    main()
