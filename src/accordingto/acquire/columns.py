"""Which column of a table of articles is which field of a report."""

from __future__ import annotations

FIELDS = ("text", "title", "published_at", "url", "publisher", "agency", "byline", "id")
"""Fields that a column can give; `text` is needed."""
