"""Items a person practises with."""
