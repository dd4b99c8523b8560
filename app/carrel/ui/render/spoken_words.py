"""The words for the signs of a formula, in the language of the person."""

from __future__ import annotations

from carrel.base.words import _

_GREEK = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi omicron pi varpi rho
varrho sigma varsigma tau upsilon phi varphi chi psi omega
"""
_UNSPOKEN = r"""
\, \; \: \! \/ ~ \quad \qquad \displaystyle \textstyle \scriptstyle \limits \nolimits \big \Big \bigg \Bigg
\bigl \bigr \Bigl \Bigr \biggl \biggr \Biggl \Biggr \hline \nonumber \notag \boldsymbol \bm \rm \bf \it \mathop
\phantom \vphantom \hphantom \middle \strut \ensuremath
"""
GREEK = tuple(_GREEK.split())
UNSPOKEN = frozenset({*_UNSPOKEN.split(), "\\ "})
"""Commands that only change how the rest looks."""


def signs() -> dict[str, str]:
    """From a sign or a command to how it is said."""
    greek = {f"\\{name}": name.removeprefix("var") for name in GREEK}
    capitals = {f"\\{name.title()}": _("capital {letter}").format(letter=name) for name in GREEK if name[:3] != "var"}
    return {**greek, **capitals, **_operations(), **_relations(), **_things(), **_functions()}


def _operations() -> dict[str, str]:
    times, open_bracket, close_bracket = _("times"), _("open bracket"), _("close bracket")
    return {
        "+": _("plus"),
        "-": _("minus"),
        "−": _("minus"),
        "*": times,
        "/": _("over"),
        r"\times": times,
        r"\cdot": times,
        r"\ast": times,
        "×": times,
        "·": times,
        r"\div": _("divided by"),
        "÷": _("divided by"),
        r"\pm": _("plus or minus"),
        "±": _("plus or minus"),
        r"\mp": _("minus or plus"),
        r"\circ": _("composed with"),
        r"\oplus": _("circled plus"),
        r"\otimes": _("circled times"),
        r"\cup": _("union"),
        r"\cap": _("intersection"),
        r"\setminus": _("without"),
        r"\wedge": _("and"),
        r"\land": _("and"),
        r"\vee": _("or"),
        r"\lor": _("or"),
        r"\neg": _("not"),
        r"\lnot": _("not"),
        r"\not": _("not"),
        r"\bmod": _("modulo"),
        "!": _("factorial"),
        "(": open_bracket,
        ")": close_bracket,
        "[": _("open square bracket"),
        "]": _("close square bracket"),
        r"\{": _("open brace"),
        r"\}": _("close brace"),
        r"\langle": _("open angle bracket"),
        r"\rangle": _("close angle bracket"),
        r"\lfloor": _("open floor"),
        r"\rfloor": _("close floor"),
        r"\lceil": _("open ceiling"),
        r"\rceil": _("close ceiling"),
        "|": _("vertical bar"),
        r"\vert": _("vertical bar"),
        r"\mid": _("such that"),
        r"\|": _("double bar"),
    }


def _relations() -> dict[str, str]:
    goes, implies = _("goes to"), _("implies")
    return {
        "=": _("equals"),
        "<": _("is less than"),
        ">": _("is greater than"),
        r"\lt": _("is less than"),
        r"\gt": _("is greater than"),
        r"\le": _("is less than or equal to"),
        r"\leq": _("is less than or equal to"),
        r"\leqslant": _("is less than or equal to"),
        "≤": _("is less than or equal to"),
        r"\ge": _("is greater than or equal to"),
        r"\geq": _("is greater than or equal to"),
        r"\geqslant": _("is greater than or equal to"),
        "≥": _("is greater than or equal to"),
        r"\ll": _("is much less than"),
        r"\gg": _("is much greater than"),
        r"\ne": _("is not equal to"),
        r"\neq": _("is not equal to"),
        "≠": _("is not equal to"),
        r"\approx": _("is about equal to"),
        "≈": _("is about equal to"),
        r"\equiv": _("is equivalent to"),
        r"\cong": _("is congruent to"),
        r"\sim": _("is similar to"),
        r"\propto": _("is proportional to"),
        r"\in": _("is in"),
        r"\notin": _("is not in"),
        r"\ni": _("contains"),
        r"\subset": _("is a subset of"),
        r"\subseteq": _("is a subset of or equal to"),
        r"\supset": _("is a superset of"),
        r"\supseteq": _("is a superset of or equal to"),
        r"\perp": _("is perpendicular to"),
        r"\parallel": _("is parallel to"),
        r"\to": goes,
        r"\rightarrow": goes,
        r"\longrightarrow": goes,
        "→": goes,
        r"\leftarrow": _("comes from"),
        r"\mapsto": _("maps to"),
        r"\Rightarrow": implies,
        r"\implies": implies,
        r"\Longrightarrow": implies,
        r"\iff": _("if and only if"),
        r"\Leftrightarrow": _("if and only if"),
        r"\leftrightarrow": _("corresponds to"),
        r"\rightleftharpoons": _("is in equilibrium with"),
        r"\uparrow": _("up arrow"),
        r"\downarrow": _("down arrow"),
        r"\colon": _("colon"),
        ":": _("colon"),
    }


def _things() -> dict[str, str]:
    dots = _("and so on")
    return {
        r"\infty": _("infinity"),
        "∞": _("infinity"),
        r"\partial": _("partial"),
        r"\nabla": _("nabla"),
        r"\emptyset": _("the empty set"),
        r"\varnothing": _("the empty set"),
        r"\forall": _("for all"),
        r"\exists": _("there is"),
        r"\therefore": _("therefore"),
        r"\because": _("because"),
        r"\angle": _("angle"),
        r"\triangle": _("triangle"),
        r"\degree": _("degrees"),
        "°": _("degrees"),
        r"\hbar": _("h bar"),
        r"\ell": "l",
        r"\Re": _("the real part of"),
        r"\Im": _("the imaginary part of"),
        r"\prime": _("prime"),
        "'": _("prime"),
        r"\dots": dots,
        r"\ldots": dots,
        r"\cdots": dots,
        r"\vdots": dots,
        r"\ddots": dots,
        "…": dots,
        r"\%": _("percent"),
        "%": _("percent"),
        r"\$": _("dollars"),
        r"\&": _("and"),
        r"\R": _("the real numbers"),
        r"\N": _("the natural numbers"),
        r"\Z": _("the integers"),
        r"\Q": _("the rational numbers"),
        r"\C": _("the complex numbers"),
    }


def _functions() -> dict[str, str]:
    return {
        r"\sin": _("sine"),
        r"\cos": _("cosine"),
        r"\tan": _("tangent"),
        r"\cot": _("cotangent"),
        r"\arcsin": _("arc sine"),
        r"\arccos": _("arc cosine"),
        r"\arctan": _("arc tangent"),
        r"\sinh": _("hyperbolic sine"),
        r"\cosh": _("hyperbolic cosine"),
        r"\tanh": _("hyperbolic tangent"),
        r"\log": _("log"),
        r"\ln": _("natural log"),
        r"\exp": _("exponential"),
        r"\min": _("minimum"),
        r"\max": _("maximum"),
        r"\sup": _("supremum"),
        r"\inf": _("infimum"),
        r"\det": _("determinant"),
        r"\gcd": _("greatest common divisor"),
    }


def accents() -> dict[str, str]:
    """Marks over or around a letter, said with it."""
    return {
        r"\hat": _("{base} hat"),
        r"\widehat": _("{base} hat"),
        r"\bar": _("{base} bar"),
        r"\overline": _("{base} with a bar over it"),
        r"\underline": _("{base} underlined"),
        r"\vec": _("vector {base}"),
        r"\overrightarrow": _("vector {base}"),
        r"\dot": _("{base} dot"),
        r"\ddot": _("{base} double dot"),
        r"\tilde": _("{base} tilde"),
        r"\widetilde": _("{base} tilde"),
        r"\boxed": _("{base}, in a box"),
        r"\cancel": _("{base}, crossed out"),
        r"\pmod": _("modulo {base}"),
    }


def totals() -> dict[str, tuple[str, str, str]]:
    """Signs with bounds: how they are said with both, with one, and with none."""
    return {
        r"\sum": (_("the sum from {low} to {high} of"), _("the sum over {low} of"), _("the sum of")),
        r"\prod": (_("the product from {low} to {high} of"), _("the product over {low} of"), _("the product of")),
        r"\int": (_("the integral from {low} to {high} of"), _("the integral over {low} of"), _("the integral of")),
        r"\iint": (
            _("the double integral from {low} to {high} of"),
            _("the double integral over {low} of"),
            _("the double integral of"),
        ),
        r"\oint": (
            _("the closed integral from {low} to {high} of"),
            _("the closed integral over {low} of"),
            _("the closed integral of"),
        ),
        r"\bigcup": (_("the union from {low} to {high} of"), _("the union over {low} of"), _("the union of")),
        r"\bigcap": (
            _("the intersection from {low} to {high} of"),
            _("the intersection over {low} of"),
            _("the intersection of"),
        ),
        r"\lim": (_("the limit as {low} of"), _("the limit as {low} of"), _("the limit of")),
    }


def fractions() -> dict[tuple[str, str], str]:
    """Fractions with a name of their own."""
    return {
        ("1", "2"): _("one half"),
        ("1", "3"): _("one third"),
        ("2", "3"): _("two thirds"),
        ("1", "4"): _("one quarter"),
        ("3", "4"): _("three quarters"),
        ("1", "5"): _("one fifth"),
        ("1", "8"): _("one eighth"),
        ("1", "10"): _("one tenth"),
    }


def sets() -> dict[str, str]:
    """The sets of numbers, by their letter."""
    things = _things()
    return {letter: things[f"\\{letter}"] for letter in "RNZQC"}
