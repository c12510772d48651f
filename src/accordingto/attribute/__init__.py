"""Statements: who says what, through which chain of sources."""
