"""What a step of a growing answer costs, at its beginning and at its end: ``python -m tests.ui.streaming_cost``."""

from __future__ import annotations

import os
import statistics
import time

from PySide6.QtCore import QRect

CODE = """```python
def area(radius: float) -> float:
    # the squares come from measuring
    return 3.14159 * radius ** 2
```
"""
TABLE = """| quantity | symbol | formula | unit |
|---|:-:|---|--:|
| energy | $E$ | $\\frac12 m v^2$ | joule |
| momentum | $p$ | $m v$ | newton second |
| work | $W$ | $F \\cdot s$ | joule |
"""
MATHS = """$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$
"""
WORDS = """A **force** does *work* when it moves a body: $W = F \\cdot s$, as long as both point the same way. Otherwise
only the part of the force along the way counts, and the rest of it changes the direction and not the speed.
"""
LIST = "- the first thing with `code`\n- the second, where $v_0 = 0$\n- the third thing\n"
SECTION = f"## A part\n\n{WORDS}\n{LIST}\n{CODE}\n{TABLE}\n{MATHS}\n"
STEP = 4  # characters: about what a hundred tokens a second bring in one frame


def main() -> None:
    """Print medians and the worst steps of the first and the last quarter."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from carrel.ui.application import make_application  # noqa: PLC0415 - after the platform is chosen
    from carrel.ui.render.drawing import drawer  # noqa: PLC0415
    from carrel.ui.theme import Theme  # noqa: PLC0415
    from carrel.ui.widgets.body import Body  # noqa: PLC0415

    application = make_application()
    theme = Theme("light", 100)
    drawer().now(("x", False))
    text = (SECTION * 10)[:4_000]
    body = Body(theme)
    body.resize(720, 800)
    body.begin_stream("")
    steps: list[tuple[float, float, float]] = []
    for at in range(0, len(text), STEP):
        began = time.perf_counter()
        body.grow(text[at : at + STEP])
        grown = time.perf_counter()
        height = body.arrange(720)
        arranged = time.perf_counter()
        body.resize(720, height)
        body.grab(QRect(0, max(0, height - 800), 720, 800))
        steps.append((grown - began, arranged - grown, time.perf_counter() - arranged))
        application.processEvents()
    quarter = len(steps) // 4
    for name, part in (("first", steps[:quarter]), ("last", steps[-quarter:])):
        for what, index in (("grow", 0), ("arrange", 1), ("paint", 2)):
            taken = sorted(1000 * step[index] for step in part)
            median, worst = statistics.median(taken), taken[-quarter // 100]
            print(f"{name:5} quarter, {what:8} median {median:5.2f} ms, 99 % {worst:5.2f} ms")
    began = time.perf_counter()
    body.finish_stream(text)
    body.arrange(720)
    print(f"finish {1000 * (time.perf_counter() - began):.2f} ms")
    body.deleteLater()


if __name__ == "__main__":
    main()
