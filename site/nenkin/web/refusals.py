"""What ends a request at once."""


class Refused(Exception):
    """A request that is answered with an error page at once."""

    def __init__(self, status: int) -> None:
        """Take the HTTP status of the page."""
        super().__init__(status)
        self.status = status
