"""Fetching pages from the net, only when asked: politely, to public addresses alone, kept as WARC."""
