"""What each worker of the server makes of itself: the site, or one sentence that says why not."""

import sys

from nenkin.app import from_environment
from nenkin.content.files import BadContent
from nenkin.processes import end_with_the_parent
from nenkin.reference.rows import BadData
from nenkin.settings import BadSettings
from nenkin.storage.keys import BadKeys
from nenkin.web.gate import Gate
from nenkin.web.guesses import BadList


def application() -> Gate:
    """Put the site together as the environment says."""
    end_with_the_parent()
    try:
        return from_environment()
    except (BadContent, BadData, BadKeys, BadList, BadSettings) as refusal:
        sys.exit(f"nenkin: {refusal}")
