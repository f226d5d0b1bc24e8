"""Where the site's own folders are, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_BUNDLED = _PACKAGE / "_bundled"
_ROOT = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent.parent

COMPONENTS = _ROOT / "components"
CONTENT = _ROOT / "content"
DATA = _ROOT / "data"
STATIC = _PACKAGE / "static"
FEATURES = _PACKAGE / "features"
STYLES = _PACKAGE / "web" / "styles"
TEMPLATES = _PACKAGE / "web" / "templates"
