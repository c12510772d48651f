"""Text to annotated text: language, parse, times, places, actors."""
