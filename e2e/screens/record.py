"""One's own record, as people ask for it."""

from e2e.screens.reader import Reader, expect


def find_unpaid_months(reader: Reader, *words: str) -> None:
    """Go from the record's first page to the table of unpaid months alone; see these there."""
    reader.follow("年度と月の一覧表")
    expect(reader, "年度と月の一覧表", "未納の月だけ")
    reader.follow("未納の月だけ")
    expect(reader, *words)


def print_unclear_months(reader: Reader, *words: str) -> None:
    """Go back to the record's first page and open the paper to take along; see these on it."""
    reader.follow("あなたの年金記録")
    expect(reader, "確認する月を印刷する")
    reader.follow("確認する月を印刷する")
    expect(reader, "持って行く物", *words)
