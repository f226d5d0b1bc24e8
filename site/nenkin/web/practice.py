"""What stands above every page of a practice (練習), on screen and on paper alike."""

from nenkin.web.rendering import Renderer


def practice_mark(renderer: Renderer, address: str) -> str:
    """Say that it is no real record, and how long what is typed stays; ``address`` is its first page."""
    return renderer.components.for_whom(
        text=renderer.words("counter.practice.banner"),
        until=renderer.words("counter.practice.kept"),
        own=address,
        back=renderer.words("counter.practice.on"),
        name=renderer.words("counter.practice.name"),
        marks=True,
    )
