"""The tree of a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """A rational number."""

    value: Fraction


@dataclass(frozen=True)
class Name:
    """A variable, such as x, theta or v_0."""

    name: str


@dataclass(frozen=True)
class Constant:
    """One of pi, e, i and infinity."""

    name: str


@dataclass(frozen=True)
class Sum:
    """Terms that are added; a difference is a sum with a Negative."""

    terms: tuple[Node, ...]


@dataclass(frozen=True)
class Product:
    """Factors that are multiplied."""

    factors: tuple[Node, ...]


@dataclass(frozen=True)
class Quotient:
    """One thing over another."""

    above: Node
    below: Node


@dataclass(frozen=True)
class Power:
    """A base raised to an exponent."""

    base: Node
    exponent: Node


@dataclass(frozen=True)
class Negative:
    """A minus sign and what it stands before."""

    inner: Node


@dataclass(frozen=True)
class Call:
    """A function of one argument; log has its base as a second one."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Constant | Sum | Product | Quotient | Power | Negative | Call


def children(node: Node) -> tuple[Node, ...]:
    """What stands directly below the node."""
    match node:
        case Sum(terms=inner) | Product(factors=inner) | Call(arguments=inner):
            return inner
        case Quotient(above=one, below=other) | Power(base=one, exponent=other):
            return (one, other)
        case Negative(inner=one):
            return (one,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def names(node: Node) -> frozenset[str]:
    """The variables in it."""
    return frozenset(one.name for one in walk(node) if isinstance(one, Name))


def leaves(node: Node) -> int:
    """How many numbers, names and functions it is made of: how long it is to write."""
    return sum(isinstance(one, Number | Name | Constant | Call) for one in walk(node))


def renamed(node: Node, to: dict[str, str]) -> Node:  # noqa: PLR0911 - a case for each kind of node
    """The same formula with other names."""
    match node:
        case Name(name=name):
            return Name(to.get(name, name))
        case Sum(terms=inner):
            return Sum(tuple(renamed(one, to) for one in inner))
        case Product(factors=inner):
            return Product(tuple(renamed(one, to) for one in inner))
        case Call(function=function, arguments=inner):
            return Call(function, tuple(renamed(one, to) for one in inner))
        case Quotient(above=one, below=other):
            return Quotient(renamed(one, to), renamed(other, to))
        case Power(base=one, exponent=other):
            return Power(renamed(one, to), renamed(other, to))
        case Negative(inner=one):
            return Negative(renamed(one, to))
        case _:
            return node


def difference(one: Node, other: Node) -> Node:
    """The one minus the other."""
    return Sum((one, Negative(other)))
