"""What every form that sets a password has in common."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from nenkin.web import passwords


class PasswordTwice:
    """A new password typed twice; whether it can be guessed is judged by ``passwords.Policy``."""

    password: str
    password_again: str

    own_codes: ClassVar[Mapping[str, frozenset[str]]] = {
        "password": passwords.CODES | {"used-before"},
        "password_again": frozenset({"differs"}),
    }

    def check(self) -> Iterable[tuple[str, str]]:
        if self.password != self.password_again:
            yield "password_again", "differs"
