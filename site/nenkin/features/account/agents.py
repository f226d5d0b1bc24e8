"""Which device it was, as far as its browser says: enough to know one's own again."""

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("w3m", "w3m"),
    ("Lynx", "Lynx"),
)


def device_name(agent: str) -> str:
    """Give «Windows, Chrome»; the empty string where the browser says nothing of it."""
    found = [
        next((name for sign, name in signs if sign in agent), "") for signs in (_SYSTEMS, _BROWSERS)
    ]
    return ", ".join(name for name in found if name)
