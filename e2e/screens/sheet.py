"""A history sheet (私の履歴整理表), from an empty one to the paper."""

from e2e.screens.joining import NEXT
from e2e.screens.reader import Reader, expect


def write_a_job(reader: Reader, employer: str, first: str, last: str) -> None:
    """Open an empty sheet and write of one job what is known, page by page."""
    reader.open("/history")
    expect(reader, "まだ書いていません")
    reader.open(
        "/history/work"
    )  # its name stands in the text above the link, where w3m looks first
    reader.follow("書き始める")
    reader.fill("会社や店の名前", employer)
    reader.fill("いつからですか", first)
    reader.fill("いつまでですか", last)
    reader.press(NEXT)
    expect(reader, "このように受け取りました", employer)
    reader.press("このページをとばす")
    reader.press("これで終わり")
    expect(reader, employer, "もう一つ書く")


def compare_with_the_record(reader: Reader, *words: str) -> None:
    """See what is remembered beside what is recorded; see these words there."""
    reader.follow("ほかのことを書く")
    reader.follow("記録とくらべる")
    reader.press("記録を出して、くらべる")
    expect(reader, "おぼえていることと、記録をくらべる", *words)


def print_the_sheet(reader: Reader, *words: str) -> None:
    """Open the paper to take along; see these words on it."""
    reader.open("/history")
    reader.follow("この表を印刷する")
    expect(reader, "この紙の番号", "持って行く物", *words)
