"""新しい記録が入ったときも、さがす: asked for, repeated when records arrive, told, and ended."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from nenkin.features.ownerless import answering, standing
from nenkin.storage import standing_runs
from nenkin.storage.accounts import account_of, close_account
from nenkin.storage.keys import Keys
from nenkin.storage.outbox import mails
from nenkin.storage.ownerless.rows import OtherStore
from nenkin.storage.standing import MOST, STANDING
from nenkin.storage.standing_runs import AGAIN
from nenkin.web.pacing import Pace
from tests.features.standing_site import (
    AGREE,
    CANARIES,
    FORMER,
    HERS,
    HIROHARA,
    LATER,
    LINK,
    NEWS,
    YUKINO,
    load,
    searched,
    stand,
    standing_town,
)
from tests.sites import NOON


def gone(*_: Any) -> Any:
    raise OtherStore("gone")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (answering, standing):
        monkeypatch.setattr(module, "PACE", Pace(step=1e-6))


async def test_a_record_that_arrives_is_told_in_the_service_and_by_a_mail_without_content(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        browser = here.browser()
        page = await searched(browser)
        assert "見つかりませんでした" in page.title
        assert (LINK, f"{page.path.partition('#')[0]}/standing") in page.links
        page = await browser.open(f"{page.path.partition('#')[0]}/standing")
        assert "深山" in page.text
        page = await browser.press(AGREE)
        assert "たのまれました" in page.text
        assert "2026年（令和8年）12月1日の記録まで" in page.text
        for path in ("/search", "/account"):
            assert NEWS not in (await browser.open(path)).text
        assert await here.repeating.run_due() == 0  # these records have been looked at

        assert await here.arrive(2, HERS) == 1
        pages = [await browser.open(path) for path in ("/account", "/search", "/search/standing")]
        for one in pages:
            assert NEWS in one.text, one.path
            assert not [canary for canary in CANARIES if canary in one.response.text]
        (news,) = [href for words, href in pages[2].links if "の答えを見る" in words]
        answer = await browser.open(news)
        assert answer.title.startswith("一致する記録があります")
        assert not [canary for canary in CANARIES[:4] if canary in answer.response.text]
        (mail,) = await mails(here.db, recipient=f"{YUKINO}@example.jp")
        assert mail.mail.subject == "お知らせがあります"
        for word in ("記録", "持ち主", "深山", "キヨ", "一致", "年金の"):
            assert word not in mail.mail.body.replace("みほん年金サービス", "")
        assert not re.search("[0-9]{6}", mail.mail.body.replace("0120-000-000", ""))
        assert re.findall("https?://[^ \n]+", mail.mail.body) == ["http://127.0.0.1:8000/account"]
        assert "新しい記録が入ったので" in (await browser.open("/account/views")).text


async def test_only_what_was_not_there_before_is_news(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1, HERS)
    async with standing_town(database_url, tmp_path, keys) as here:
        await stand(here.browser())
        sent: list[int] = []
        for month, records in ((2, (HERS,)), (3, (HERS, LATER)), (4, (LATER,)), (5, ())):
            assert await here.arrive(month, *records) == 1
            sent.append(len(await mails(here.db)))
        assert sent == [0, 1, 1, 1]
        assert (await here.actions()).count(AGAIN) == 4


async def test_the_answer_of_a_run_is_the_first_answer_and_stands(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        browser = here.browser()
        await stand(browser)
        await here.arrive(2, HERS)
        await browser.open("/search/check")
        page = await browser.press("さがす")
        assert page.title.startswith("一致する記録があります")
        slips = [words for words, _ in (await browser.open("/search")).links if "受付番号" in words]
        assert len(slips) == 3  # the first, the news, and this one


async def test_a_run_that_finds_nothing_leaves_the_same_rows_and_no_paper(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        await stand(here.browser())
        lengths = []
        for month, records in ((2, ()), (3, (HERS,)), (4, (HERS, LATER)), (5, (HERS, LATER))):
            await here.arrive(month, *records)
            async with here.db.read() as session:
                (row,) = (await session.run(select(STANDING))).mappings().all()
            lengths.append((len(row["state"]), len(row["typed"]), len(row["criteria"])))
        assert len(set(lengths)) == 1
        assert (await here.actions()).count(AGAIN) == len(lengths)
        page = await here.browser().open("/search")
        assert (
            len([words for words, _ in page.links if "受付番号" in words]) == 2
        )  # its own, the news


async def test_records_that_came_before_it_was_asked_for_are_looked_at_too(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        page = await searched(here.browser())
        await asyncio.to_thread(load, tmp_path, 2, HERS)
        browser = here.browser()
        await browser.open(f"{page.path.partition('#')[0]}/standing")
        page = await browser.press(AGREE)
        assert "まだ、さがしていません" in page.text
        assert await here.repeating.run_due() == 1
        assert NEWS in (await browser.open("/account")).text


async def test_it_is_ended_by_one_button_and_nothing_of_it_is_left(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        browser = here.browser()
        await stand(browser)
        page = await browser.press("1つ目をやめる")
        assert "やめました" in page.text
        assert "いまは、何もたのんでいません" in page.text
        assert await here.arrive(2, HERS) == 0
        async with here.db.read() as session:
            assert (await session.run(select(STANDING))).all() == []
        assert await mails(here.db) == []
        views = (await browser.open("/account/views")).text
        assert "たのんだ" in views
        assert "やめた" in views
        # Somebody else's, or none: nothing happens, and nobody is told of one.
        await stand(browser)
        async with here.db.read() as session:
            (row,) = (await session.run(select(STANDING.c.id))).all()
        other = here.browser(HIROHARA)
        form = (await browser.open("/search/standing")).form_with("をやめる").values
        for at in (str(row.id), "1", "x", "9" * 30, ""):
            page = await other.open("/search/names/new")
            token = page.form_with("これを足す").values["token"]
            answer = await other.client.post(
                "/search/standing/end",
                {**form, "at": [at], "token": token},
            )
            assert answer.status == 303
        assert "1つ目をやめる" in (await browser.open("/search/standing")).response.text


async def test_three_stand_at_a_time_each_once(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        browser = here.browser()
        first = (await searched(browser)).path.partition("#")[0]
        await browser.open(f"{first}/standing")
        page = await browser.press(AGREE)
        for surname, kana in (("川", "カワ"), ("沢", "サワ")):
            page = await stand(browser, {**FORMER, "surname": surname, "surname-kana": kana})
        assert page.text.count("つ目をやめる") == MOST
        page = await searched(browser, {**FORMER, "surname": "原", "surname-kana": "ハラ"})
        fourth = page.path.partition("#")[0]
        page = await browser.open(f"{fourth}/standing")
        assert "たのめるのは、3つまでです" in page.text
        token = (await browser.open("/search/standing")).form_with("をやめる").values["token"]
        answer = await browser.client.post(f"{fourth}/standing", {"token": token})
        assert answer.status == 409
        assert "もう、たのんであります" in (await browser.open(f"{first}/standing")).text


async def test_a_slip_of_another_or_of_the_office_cannot_stand(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        hers = (await searched(here.browser())).path.partition("#")[0]
        other = here.browser(HIROHARA)
        assert (await other.open(f"{hers}/standing")).status == 404
        await other.open("/search/names/new")
        await other.press("これを足す", {**FORMER, "given-name": "花", "given-name-kana": "ハナ"})
        await other.open("/search/births/new")
        await other.press(
            "これを足す",
            {"other-birth-year": "1930", "other-birth-month": "4", "other-birth-day": "2"},
        )
        await other.open("/search/check")
        office = (await other.press("年金事務所でさがしてもらう")).path.partition("#")[0]
        assert LINK not in (await other.open(office)).text
        assert (await other.open(f"{office}/standing")).status == 404


async def test_who_closes_the_account_is_searched_for_no_more(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        await stand(here.browser())
        account: Any = await account_of(here.db, here.people.people[YUKINO])
        async with here.db.write() as session:
            await close_account(session, account.id, NOON)
        assert await here.arrive(2, HERS) == 0
        assert await mails(here.db) == []


async def test_two_workers_repeat_it_once(database_url: str, tmp_path: Path, keys: Keys) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        await stand(here.browser())
        await asyncio.to_thread(load, tmp_path, 2, HERS)
        await asyncio.gather(*(here.repeating.run_due() for _ in range(4)))
        assert (await here.actions()).count(AGAIN) == 1
        assert len(await mails(here.db)) == 1


async def test_without_a_store_nothing_is_lost(
    database_url: str, tmp_path: Path, keys: Keys
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        browser = here.browser()
        page = await searched(browser)
        (tmp_path / "ownerless.db").unlink()
        await browser.open(f"{page.path.partition('#')[0]}/standing")
        assert "まだ、さがしていません" in (await browser.press(AGREE)).text
        assert await here.repeating.run_due() == 0
        assert await here.arrive(2, HERS) == 1


async def test_a_store_that_goes_in_the_middle_of_a_run_stops_no_later_one(
    database_url: str, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        await stand(here.browser())
        with monkeypatch.context() as patch:
            patch.setattr(standing_runs, "gather", gone)
            assert await here.arrive(2, HERS) == 0
        assert await here.repeating.run_due() == 1


async def test_a_search_stands_though_the_store_goes_meanwhile(
    database_url: str, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path, 1)
    async with standing_town(database_url, tmp_path, keys) as here:
        with monkeypatch.context() as patch:
            patch.setattr(standing, "gather", gone)
            page = await stand(here.browser())
        assert "まだ、さがしていません" in page.text
        assert await here.repeating.run_due() == 1
