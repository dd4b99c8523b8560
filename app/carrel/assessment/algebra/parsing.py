"""Reads a formula into its tree, by recursive descent.

sum = term { ("+" | "-") term } ; term = factor { ["*" | "/"] factor } ; factor = "-" factor | power ;
power = atom { "!" | "°" } [ "^" factor ] ; atom = number | name | function argument | "(" sum ")" | "|" sum "|"

A product without a sign after a stroke, ``1/2x``, has two readings; ``tight`` takes the second, 1/(2x).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from carrel.assessment.algebra.tokens import CONSTANTS, FUNCTIONS, GREEK, Unreadable, plain, tokens
from carrel.assessment.algebra.tree import Call, Constant, Name, Negative, Node, Number, Power, Product, Quotient, Sum

DEEPEST = 40
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_INVERSE = {"sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arsinh", "cosh": "arcosh", "tanh": "artanh"}


@lru_cache(maxsize=2048)
def formula(text: str, *, tight: bool = False) -> Node:
    """The tree of the text; raises Unreadable."""
    reader = _Reader(tokens(plain(text)), tight)
    node = reader.sum()
    if not reader.at_end():
        raise Unreadable(reader.next())
    return node


class _Reader:
    def __init__(self, found: list[str], tight: bool) -> None:
        self._tokens, self._place, self._tight = found, 0, tight
        self._depth = self._bars = 0

    def next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def at_end(self) -> bool:
        return self._place == len(self._tokens)

    def _take(self, *wanted: str) -> str:
        if self.next() in wanted and not self.at_end():
            self._place += 1
            return self._tokens[self._place - 1]
        return ""

    def _must(self, wanted: str) -> None:
        if not self._take(wanted):
            raise Unreadable(self.next())

    def sum(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable("too deep")
        terms = [self._term()]
        while sign := self._take("+", "-"):
            term = self._term()
            terms.append(Negative(term) if sign == "-" else term)
        self._depth -= 1
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def _term(self) -> Node:
        node = self._run() if self._tight else self._factor()
        while True:
            if sign := self._take("*", "/"):
                other = self._run() if self._tight else self._factor()
                node = Quotient(node, other) if sign == "/" else _product(node, other)
            elif self._begins_atom():
                node = _product(node, self._factor())
            else:
                return node

    def _run(self) -> Node:
        """Factors without a sign between them."""
        node = self._factor()
        while self._begins_atom():
            node = _product(node, self._power())
        return node

    def _begins_atom(self) -> bool:
        token = self.next()
        if not token:
            return False
        if token[0].isdigit() or token[0] == ".":
            before = self._tokens[self._place - 1]
            if before[0].isalnum() or before == "'":
                raise Unreadable("x2")  # x², x₂ or 2x: nobody knows
            return True
        if token == "|":
            return self._bars == 0
        return token[0].isalpha() or token in {"(", "{", "[", "\\frac", "\\sqrt", "√", "∛"}

    def _factor(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unreadable("too deep")
        sign = self._take("-", "+")
        node = self._factor() if sign else self._power()
        self._depth -= 1
        return Negative(node) if sign == "-" else node

    def _power(self) -> Node:
        node = self._atom()
        while mark := self._take("!", "°"):
            degrees = Quotient(Product((node, Constant("pi"))), Number(Fraction(180)))
            node = Call("factorial", (node,)) if mark == "!" else degrees
        if self._take("^"):
            return Power(node, self._exponent())
        return node

    def _exponent(self) -> Node:
        if self._tight and self.next() not in _CLOSING and self.next() != "-":
            return self._run()
        return self._factor()

    def _atom(self) -> Node:  # noqa: PLR0911 - a case for each kind of atom
        token = self.next()
        if not token:
            raise Unreadable("ends early")
        if token in _CLOSING:
            return self._group()
        self._place += 1
        if token[0].isdigit() or token[0] == ".":
            return Number(Fraction(token))
        if token == "|":
            return self._absolute()
        if token in FUNCTIONS or token == "arc":
            return self._call(token)
        if token in {"√", "∛", "\\sqrt"}:
            return self._root(token)
        if token == "\\frac":
            return Quotient(self._frac_part(), self._frac_part())
        return self._name(token)

    def _group(self) -> Node:
        closing = _CLOSING[self._tokens[self._place]]
        self._place += 1
        bars, self._bars = self._bars, 0
        node = self.sum()
        self._must(closing)
        self._bars = bars
        return node

    def _absolute(self) -> Node:
        self._bars += 1
        node = self.sum()
        self._must("|")
        self._bars -= 1
        return Call("abs", (node,))

    def _frac_part(self) -> Node:
        """What \\frac takes: a group, or, as in \\frac12, one digit."""
        token = self.next()
        if token == "{":
            return self._group()
        if token.isdigit() and len(token) > 1:
            self._tokens[self._place : self._place + 1] = list(token)
        return self._atom()

    def _root(self, token: str) -> Node:
        order: Node | None = Number(Fraction(3)) if token == "∛" else None
        if token == "\\sqrt" and self.next() == "[":
            order = self._group()
        inner = self._group() if self.next() in _CLOSING else self._power()
        return Call("sqrt", (inner,)) if order is None else Call("root", (inner, order))

    def _name(self, token: str) -> Node:
        if not token.isalpha():
            raise Unreadable(token)
        if self._take("_"):
            token += "_" + self._subscript()
        while self._take("'"):
            token += "'"
        if token in CONSTANTS:
            return CONSTANTS[token]
        return Name(
            {"varphi": "phi", "vartheta": "theta", "varepsilon": "epsilon"}.get(token, token)
            if token in GREEK
            else token
        )

    def _subscript(self) -> str:
        if not self._take("{"):
            self._place += 1
            return self._tokens[self._place - 1] if self._place <= len(self._tokens) else ""
        inside = []
        while self.next() not in {"}", ""}:
            inside.append(self.next())
            self._place += 1
        self._must("}")
        return "".join(inside)

    def _call(self, token: str) -> Node:
        if token == "arc":
            token = self.next()
            self._place += 1
            function = _INVERSE.get(FUNCTIONS.get(token, ""), "")
            if not function:
                raise Unreadable(token)
        else:
            function = FUNCTIONS[token]
        base: Node | None = None
        if self._take("_"):
            base = self._group() if self.next() in _CLOSING else self._atom()
        exponent = self._factor() if self._take("^") else None
        if exponent == Negative(Number(Fraction(1))) and function in _INVERSE:
            function, exponent = _INVERSE[function], None
        call = _called(function, self._argument(), base)
        return call if exponent is None else Power(call, exponent)

    def _argument(self) -> Node:
        """A group, or the run of numbers, names and roots after the function: sin 2x."""
        if self.next() in _CLOSING or self.next() == "|":
            return self._atom()
        node = self._factor()
        while self._begins_atom() and self.next() not in {"(", "[", "|"} and self.next() not in FUNCTIONS:
            node = _product(node, self._power())
        return node


def _called(function: str, argument: Node, base: Node | None) -> Node:
    if function == "lg":
        return Call("log", (argument, Number(Fraction(10))))
    if base is not None:
        if function != "log":
            raise Unreadable("_")
        return Call("log", (argument, base))
    return Call(function, (argument,))


def _product(one: Node, other: Node) -> Node:
    return Product((*(one.factors if isinstance(one, Product) else (one,)), other))
