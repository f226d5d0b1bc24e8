"""data/memory/: what everybody remembers is exact, plain and sourced, or the start is refused."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nenkin.law.months import month, year_and_number
from nenkin.law.recalled import folded_event
from nenkin.paths import DATA
from nenkin.reference import BadData
from nenkin.reference.memory import EACH_YEAR, FILE, YEARS, load_events
from tests.content.test_plain_words import KNOWN
from tests.content.test_readings import unread
from tests.content.wording import RULES, Text, katakana, plain_form

KNOWN_EVENTS = load_events(DATA)
TITLE = re.compile("「[^」]*」")
PREFECTURES = re.compile(
    "北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨"
    "|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎"
    "|熊本|大分|宮崎|鹿児島|沖縄)県"
)


def test_there_are_enough_events_of_every_year() -> None:
    assert len(KNOWN_EVENTS.events) >= 260
    for year in YEARS:
        found = KNOWN_EVENTS.between(month(year, 1), month(year, 12))
        assert len(found) >= EACH_YEAR, year


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("東京オリンピック", month(1964, 10)),
        ("東京2020", month(2021, 7)),
        ("大阪万博", month(1970, 3)),
        ("オイルショック", month(1973, 10)),
        ("石油ショック", month(1973, 10)),
        ("終戦", month(1945, 8)),
        ("皇太子ご成婚", month(1959, 4)),
        ("国民年金開始", month(1961, 4)),
    ],
)
def test_people_s_own_names_lead_to_the_month(name: str, at: int) -> None:
    assert KNOWN_EVENTS.months[folded_event(name)] == at


def test_disasters_and_crimes_stay_closed() -> None:
    harm = re.compile("震災|地震|事故|空襲|噴火|津波|大水|火事|台風|豪雨|サリン|爆発|沈んだ|焼け")
    assert [one.words for one in KNOWN_EVENTS.events if harm.search(one.words)] == [
        one.words for one in KNOWN_EVENTS.events if harm.search(one.words) and one.sensitive
    ]


def test_places_are_prefectures() -> None:
    places = {one for event in KNOWN_EVENTS.events for one in event.prefectures}
    assert [one for one in places if not PREFECTURES.fullmatch(one)] == []


def _titleless(words: str) -> str:
    return TITLE.sub("「題名」", words)


def test_events_are_said_in_plain_words() -> None:
    # Names of people, places and works are what they are; a half sentence has no です.
    rules = [rule for rule in RULES if rule not in {katakana, plain_form}]
    found = [
        f"{rule.__name__}: {one}"
        for event in KNOWN_EVENTS.events
        for rule in rules
        for one in rule(Text(Path(FILE), 1, _titleless(event.words)), KNOWN)
    ]
    assert found == []
    assert max(len(event.words) for event in KNOWN_EVENTS.events) <= 34


def test_every_kanji_of_an_event_has_its_reading() -> None:
    missing = [
        f"add the reading of {kanji} in «{event.words}» to content/readings.toml"
        for event in KNOWN_EVENTS.events
        for kanji in sorted(unread(event.words))
    ]
    assert missing == []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(DATA / FILE.parent, tmp_path / FILE.parent)
    return tmp_path


def _line(text: str, number: int, change: Callable[[str], str]) -> str:
    lines = text.splitlines(keepends=True)
    lines[number - 1] = change(lines[number - 1])
    return "".join(lines)


@pytest.mark.parametrize(
    ("line", "change", "reason"),
    [
        (2, lambda row: row.replace("1940-06", "1940-13"), "«month» cannot be '1940-13'"),
        (2, lambda row: row.replace("1940-06", "1939-12"), "of 1940 to 2025"),
        (3, lambda row: row.replace("1940-06", "1940-05"), "stands before the row above"),
        (3, lambda row: row + row, "is there twice"),
        (3, lambda row: row.replace("opening", "bridge"), "«kind» cannot be 'bridge'"),
        (3, lambda row: row.replace("false", "no"), "must be true or false"),
        (3, lambda row: row.replace("かかった", "かかる"), "must end in た or だ"),
        (3, lambda row: row.replace("かちどき橋,", "船員保険,"), "names another event"),
        (3, lambda row: row.replace("勝鬨橋/", "/"), "an empty part"),
        (2, lambda row: re.sub("http[^,]*", "", row), "needs its article and its address"),
        (2, lambda row: row.replace(",false", ""), "more or fewer values"),
    ],
)
def test_a_bad_row_is_refused_by_line(
    data: Path, line: int, change: Callable[[str], str], reason: str
) -> None:
    path = data / FILE
    text = path.read_text()
    changed = _line(text, line, change)
    assert changed != text
    path.write_text(changed)
    at = line + (reason == "is there twice")
    with pytest.raises(BadData, match=re.escape(f"{path}:{at}: ") + ".*" + re.escape(reason)):
        load_events(data)


def test_a_year_with_too_few_events_is_refused(data: Path) -> None:
    path = data / FILE
    rows = path.read_text().splitlines(keepends=True)
    kept = [row for row in rows if not row.startswith("1948-") or ",true," in row]
    path.write_text("".join(kept))
    line = 1 + next(number for number, row in enumerate(kept) if row[:4].isdigit() and row > "1948")
    with pytest.raises(BadData, match=f"{line}: 1948 has fewer than 3 harmless events"):
        load_events(data)


def test_events_stand_in_the_order_of_time() -> None:
    months = [one.month for one in KNOWN_EVENTS.events]
    assert months == sorted(months)
    assert {year_and_number(one)[0] for one in months} == set(YEARS)
