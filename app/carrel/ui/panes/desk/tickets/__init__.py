"""The page of tickets: what waits at one side, and at the other the ticket with its draft."""

from carrel.ui.panes.desk.tickets.page import TicketsPage

__all__ = ["TicketsPage"]
