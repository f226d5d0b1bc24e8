"""見え方 at the office's desk and the auditors': another size or colour loses nothing of what is typed."""

import pytest

from tests.features.office_site import (
    AUDITOR,
    CLERK,
    MANAGER,
    SECOND,
    asked,
    clerk,
)
from tests.features.records_site import Town
from tests.features.test_history_look import DARK, the_same
from tests.features.test_office import KEEP, MOVE, NEXT, UP, looked_into, written
from tests.features.test_office_closed import ALLOW, ASK, closed, wished

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHO, ELSE, THIRD = "antei", "chofuku", "kaigai"
WHY = {"why": "電話で頼まれ"}


async def test_a_case_its_notes_and_a_proposal(people: Town) -> None:
    number = await asked(people, WHO)
    one, case = await clerk(people, CLERK), f"/staff/cases/{number}"
    await looked_into(one, number)
    await the_same(one, MOVE, {"to": "papers-wanted", "note": "給与明細を"})
    assert "資料のお願い" not in (await people.browser(WHO).open(f"/requests/{number}")).text
    await one.open(f"{case}/notes")
    await the_same(one, "書きとめる", {"noted": "paper", "text": "戸籍"})
    assert "戸籍" not in (await one.open(case)).text
    await one.open(f"{case}/known")
    await the_same(one, "この日の記録を見る", {"known-on-year": "平成"})
    await one.open(f"{case}/proposal/line")
    await the_same(one, KEEP, {"first": "いつか", "employer": "まぼろし"})
    await one.open(f"{case}/proposal/bonus")
    await the_same(one, KEEP, {"bonus": "３万", "payer": "まぼろし"})
    await written(one, number)
    await one.open(f"{case}/proposal/evidence")
    await the_same(one, NEXT, {"evidence": "給与明細を見"})
    await one.open(f"{case}/proposal/check")
    page = await one.press(UP)
    two = await clerk(people, SECOND)
    await two.open(page.path)
    await the_same(two, "承認しない", {"reason": "月がちが"})


async def test_what_is_closed_to_one_alone(people: Town) -> None:
    number = await closed(people, ELSE)
    one, two = await clerk(people, CLERK), await clerk(people, SECOND)
    page = await one.open(f"/staff/cases/{number}")
    assert page.status == 403
    await the_same(one, ASK, WHY)
    await wished(one, number)
    page = await two.open("/staff/viewings")
    await two.open(next(href for _, href in page.links if "/viewings/" in href))
    await the_same(two, ALLOW, {"minutes": "60"})
    await two.press(ALLOW, {"minutes": "15", "scope": "whole"})
    await one.open(f"/staff/cases/{number}/closing")
    await the_same(one, ASK, WHY)  # to open it to one alone again
    manager = await clerk(people, MANAGER)
    await manager.open("/staff/glass")
    await the_same(manager, "1人で開く", {"case-number": "12", **WHY})


async def test_what_auditors_and_managers_type(people: Town) -> None:
    auditor, manager = await clerk(people, AUDITOR), await clerk(people, MANAGER)
    number = await asked(people, THIRD)
    await (await clerk(people, CLERK)).open(f"/staff/cases/{number}")
    await auditor.open("/staff/audit")
    await the_same(auditor, "この条件でさがす", {"staff-number": "Z9", "until-year": "令和"})
    await auditor.press("この条件でさがす", {"case-number": number, "staff-number": ""})
    page = await auditor.press(DARK)
    assert "申出と年金の記録を見た" in page.text, "what was found stays on the page"
    await auditor.press("画面を白にする")
    await auditor.open("/staff/audit/exports")
    await the_same(auditor, "ほかの担当に送る", WHY)
    await manager.open("/staff/propose")
    await the_same(manager, "申し出る", {"number": "C01", "name": "川端"})
    await manager.open("/staff/terminals")
    await the_same(manager, "番号を出す", {"label": "窓口の左"})
