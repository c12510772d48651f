"""The parts of the temporal tagger: words, patterns, calendar, context, and the readings that patterns are given."""
