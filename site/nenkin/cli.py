"""The command ``nenkin``."""


def main() -> None:
    """Run the command."""
