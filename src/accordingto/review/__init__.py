"""The casebook in a browser: people read, correct, compare and decide; the machine proposes."""
