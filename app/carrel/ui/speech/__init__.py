"""Reading aloud with the voices of the system."""

from carrel.ui.speech.reading import Speech
from carrel.ui.speech.voices import has_voice
from carrel.ui.speech.words import spoken

__all__ = ["Speech", "has_voice", "spoken"]
