"""PDF to a Report: words with their places, reading order, paragraphs, notes, scans."""
