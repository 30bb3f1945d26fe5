"""`python -m continuity`, for machines where the command is not on the path."""

from continuity.cli.main import main

main()
