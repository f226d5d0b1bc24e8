"""`python -m nenkin.cli`: the same as the command ``nenkin``."""

if __name__ == "__main__":
    # Workers read this file too, and need nothing of it.
    from nenkin.cli.command import main

    raise SystemExit(main())
