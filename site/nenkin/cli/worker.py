"""What each worker of the server is: the site, which was put together before there were workers."""

from nenkin.app import create_app
from nenkin.content.files import BadContent
from nenkin.processes import end_with_the_parent
from nenkin.reference.rows import BadData
from nenkin.settings import Settings
from nenkin.storage.keys import BadKeys
from nenkin.web.gate import Gate
from nenkin.web.guesses import BadList

REFUSALS = (BadContent, BadData, BadKeys, BadList)

_READY: list[Gate] = []


def get_ready(settings: Settings) -> None:
    """Put the site together, for every worker; raises one of ``REFUSALS``."""
    _READY[:] = [create_app(settings)]


def application() -> Gate:
    """Give this worker's own copy."""
    end_with_the_parent()
    return _READY[0]
