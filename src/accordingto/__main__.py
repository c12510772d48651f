"""So that `python -m accordingto` is the command line too."""

from accordingto.cli import main

main()
