"""The errors that callers may catch; each message names the thing and the cure.

AccordingToError
├── UsageError          an option or setting that cannot be
│   ├── MissingError    a report, item or person that is not there
│   └── ClashError      a decision about words that are no longer there
├── InputError          bytes that cannot be read as a report (becomes a Failure, the rest go on)
├── CodebookError       a codebook file that does not hold together
└── CasebookError       a casebook that is damaged, locked or newer than this program
"""

from __future__ import annotations


class AccordingToError(Exception):
    """Root of all errors that this package raises on purpose."""


class UsageError(AccordingToError):
    """An option, argument or setting that cannot be."""


class MissingError(UsageError):
    """A report, statement, act or person that the casebook does not have, or does not show."""


class ClashError(UsageError):
    """A decision about words that are no longer what its maker saw."""


class InputError(AccordingToError):
    """An input that cannot be read as a report. `kind` is the short word of the error line, e.g. ``empty``."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class CodebookError(AccordingToError):
    """A codebook file that does not hold together."""


class CasebookError(AccordingToError):
    """A casebook that is damaged, locked or newer than this program."""
