"""The products of desks in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from carrel.base.matching import terms
from carrel.base.text import clean
from carrel.desk.model import Product

if TYPE_CHECKING:
    from sqlite_utils import Database


def replace_all(db: Database, desk: str, products: Iterable[Product]) -> None:
    """Keep these products, in place of all that the desk had; no two have one code."""
    db.execute("delete from product where desk = ?", (desk,))
    for place, product in enumerate(products):
        number = db.execute(
            """insert into product (desk, code, place, name, price, attributes, text, link)
               values (?, ?, ?, ?, ?, ?, ?, ?) returning number""",
            (
                desk,
                clean(product.code),
                place,
                clean(product.name),
                clean(product.price),
                clean(json.dumps(product.attributes, ensure_ascii=False)),
                clean(product.text),
                clean(product.link),
            ),
        ).fetchone()[0]
        db.execute("insert into product_search (rowid, terms) values (?, ?)", (number, " ".join(terms(_all(product)))))


def products(db: Database, desk: str) -> list[Product]:
    """The products of the desk in the order of its catalogue."""
    return [_product(row) for row in db.query("select * from product where desk = ? order by place", (desk,))]


def count(db: Database, desk: str) -> int:
    """How many there are."""
    return int(db.execute("select count(*) from product where desk = ?", (desk,)).fetchone()[0])


def with_codes(db: Database, desk: str, codes: Sequence[str]) -> list[Product]:
    """Those that have one of these codes, in the order of the catalogue."""
    rows = db.query(
        "select * from product where desk = ? and code in (select value from json_each(?)) order by place",
        (desk, json.dumps(codes)),
    )
    return [_product(row) for row in rows]


def find(db: Database, desk: str, text: str, most: int) -> list[Product]:
    """The products that hold words of the text, those with the most and the rarest first; at most so many."""
    wanted = dict.fromkeys(terms(text))
    if not wanted:
        return []
    rows = db.query(
        """select product.* from product_search join product on product.number = product_search.rowid
           where product_search match ? and product.desk = ? order by bm25(product_search), place limit ?""",
        (" OR ".join(f'"{one}"' for one in list(wanted)[:60]), desk, most),
    )
    return [_product(row) for row in rows]


def _all(product: Product) -> str:
    attributes = "\n".join(f"{name} {value}" for name, value in product.attributes)
    return f"{product.code}\n{product.name}\n{attributes}\n{product.text}"


def _product(row: Mapping[str, Any]) -> Product:
    return Product(
        code=row["code"],
        name=row["name"],
        price=row["price"],
        attributes=tuple((name, value) for name, value in json.loads(row["attributes"])),
        text=row["text"],
        link=row["link"],
    )
