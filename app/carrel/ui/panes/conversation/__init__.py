"""The pane in which a person and the tutor talk."""

from carrel.ui.panes.conversation.pane import ConversationPane

__all__ = ["ConversationPane"]
