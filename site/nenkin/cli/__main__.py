"""`python -m nenkin.cli`: the same as the command ``nenkin``."""

from nenkin.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
