"""The pages of what a desk answers from: articles, procedures, the catalogue, macros and solved cases."""

from carrel.ui.panes.desk.knowledge.articles import ArticlesPage
from carrel.ui.panes.desk.knowledge.cases import CasesPage
from carrel.ui.panes.desk.knowledge.catalogue import CataloguePage
from carrel.ui.panes.desk.knowledge.texts import TextsPage

__all__ = ["ArticlesPage", "CasesPage", "CataloguePage", "TextsPage"]
