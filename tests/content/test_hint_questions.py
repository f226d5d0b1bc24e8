"""思い出すヒント: every event makes a question that can be read at once."""

from nenkin.law.wareki import write_month
from nenkin.paths import DATA
from nenkin.reference.memory import load_events
from tests.pages import words

MOST = 50  # signs of a sentence, which a page of plain Japanese may have


def test_every_event_makes_a_short_question() -> None:
    events, library = load_events(DATA), words()
    asks = [library.phrases[f"hints.ask.{name}"] for name in ("work", "home", "doing", "school")]
    for event in events.events:
        when = library.words("hints.when.event", month=write_month(event.month), event=event.words)
        for ask in asks if not event.sensitive else ():
            assert len(ask.format(when=when).split("。")[0]) <= MOST, event.words
