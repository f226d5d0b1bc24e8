"""Every figure that is shown is kept, and the person sees what they were told before."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from nenkin.interchange.told_estimates import (
    Inputs,
    Told,
    read_inputs,
    read_told,
    work_again,
    write_inputs,
    write_told,
)
from nenkin.law.estimates import Part
from nenkin.law.lives import Scenario
from nenkin.storage import audit, ledger
from nenkin.storage.database import Database, open_database
from nenkin.storage.ledger import Shown, Versions
from tests.features.records_site import Town
from tests.reading import read_law
from tests.sites import NOON

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def db(people: Town) -> AsyncIterator[Database]:
    found = await open_database(people.url, people.keys)
    yield found
    await found.close()


async def kept(db: Database, people: Town, name: str) -> Sequence[Shown]:
    return [one.shown for one in await ledger.estimates_of(db, people.people[name])]


async def test_what_is_shown_is_kept_once_and_the_trail_says_so(people: Town, db: Database) -> None:
    browser = people.browser("antei")
    for path in ("/estimate", "/estimate", "/estimate/why/as-it-is", "/estimate/past"):
        assert (await browser.open(path)).status == 200
    found = await kept(db, people, "antei")
    assert {one.kind: read_told(one.result).for_life for one in found} == {
        "so-far": 1_902_883,
        "as-it-is": 2_140_410,
    }
    assert len(found) == 2
    entries = await audit.views_of(db, people.people["antei"])
    named = [entry.event.detail for entry in entries if entry.event.action == "estimate.viewed"]
    assert [one["page"] for one in named] == ["past", "why", "estimate", "estimate"]


async def test_what_changed_since_is_said_with_the_reason(people: Town, db: Database) -> None:
    browser = people.browser("sango")
    page = await browser.open("/estimate/past")
    assert "同じ" in page.text
    (now,) = await kept(db, people, "sango")
    inputs, right, versions = read_inputs(now.inputs), read_told(now.result), now.versions
    fewer = replace(inputs, life=replace(inputs.life, stretches=inputs.life.stretches[:1]))
    chosen = replace(inputs, scenario=Scenario(unconditional=True))
    last = right.phases[-1]
    less = replace(right, phases=(replace(last, parts={**last.parts, Part.BASIC: 1}),))

    def before(inputs: Inputs = inputs, result: Told = right, **more: Any) -> Shown:
        told = replace(now, inputs=write_inputs(inputs), result=write_told(result))
        return replace(told, **more)

    old = Versions("old", "old")
    earlier = [
        before(fewer),
        before(result=less),
        before(versions=Versions("old", versions.parameters)),
        before(chosen, versions=Versions(versions.rules, "old")),
        before(replace(inputs, scenario=Scenario(basic=708)), kind="answers", versions=old),
    ]
    await ledger.keep(db, people.people["sango"], earlier, NOON - timedelta(days=400))
    text = (await browser.open("/estimate/past")).text
    assert "2025年（令和7年）10月16日" in text
    assert f"いまは{right.for_life - less.for_life:,}円多い" in text
    assert "年金の記録が変わりました。" in text
    assert "計算のしかたを直しました。" in text
    assert "年金の記録が変わりました。計算に使う数字が変わりました。" in text
    assert "くらべる額がありません" in text


async def test_other_conditions_are_worked_out_again_where_law_or_numbers_changed(
    people: Town, db: Database
) -> None:
    browser = people.browser("antei")
    await browser.open("/estimate")
    now = next(one for one in await kept(db, people, "antei") if one.kind == "as-it-is")
    right = read_told(now.result)
    less = replace(right.phases[-1], parts={**right.phases[-1].parts, Part.BASIC: 1})
    old = Versions(now.versions.rules, "old numbers")
    result = write_told(replace(right, phases=(less,)))
    shown = replace(now, kind="answers", result=result, versions=old)
    await ledger.keep(db, people.people["antei"], [shown], NOON - timedelta(days=400))
    text = (await browser.open("/estimate/past")).text
    row = text[text.index("2025年（令和7年）10月16日") :]
    assert row.index("質問に答えて出した見込額") < row.index(
        f"いまは{right.for_life - less.yearly:,}円多い"
    )
    assert "計算に使う数字が変わりました。" in row
    assert "年金の記録が変わりました。" not in row


async def test_the_table_of_conditions_is_kept_too(people: Town, db: Database) -> None:
    browser = people.browser("chofuku")
    for path in ("result", "why", "result"):
        assert (await browser.open(f"/estimate/conditions/{path}")).status == 200
    (found,) = await kept(db, people, "chofuku")
    assert found.kind == "conditions"
    assert f"{read_told(found.result).for_life:,}円" in browser.page.text
    assert "くわしい条件で出した見込額" in (await browser.open("/estimate/past")).text


async def test_what_payable_months_add_is_kept_too(people: Town, db: Database) -> None:
    browser = people.browser("jieigyo")
    await browser.open("/record/payable")
    page = await browser.open("/record/payable")
    (found,) = (one for one in await kept(db, people, "jieigyo") if one.kind == "payable")
    all_of_them, *each = read_told(found.result).adds
    assert f"1年に{all_of_them:,}円増えます" in page.text
    assert all(f"ひと月分で{yen:,}円" in page.text for yen in each)
    assert work_again(read_law(), read_inputs(found.inputs)) == read_told(found.result)
    text = (await browser.open("/estimate/past")).text
    assert "納められる月を全部納めると、増える額" in text
    assert f"{all_of_them:,}円" in text


async def test_an_estimate_by_answers_is_kept_too(people: Town, db: Database) -> None:
    browser = people.browser("tankofu")
    await browser.open("/estimate/questions")
    await browser.follow("質問を始める")
    while not browser.page.path.endswith("/check"):
        await browser.press("わからない")
    page = await browser.follow("年金の額を見る")
    assert page.status == 200
    (found,) = await kept(db, people, "tankofu")
    assert found.kind == "answers"
    assert f"{read_told(found.result).for_life:,}円" in page.text
    assert "質問に答えて出した見込額" in (await browser.open("/estimate/past")).text


async def test_nobody_sees_what_others_were_told(people: Town) -> None:
    mine = await people.browser("tenshoku").open("/estimate/past")
    assert "1,542,176円" in mine.text
    other = await people.browser("jieigyo").open("/estimate/past")
    assert "1,542,176円" not in other.text
