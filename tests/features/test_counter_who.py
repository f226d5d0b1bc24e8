"""だれが来たか: by the words on their paper, and family or a guardian without a mandate."""

import msgspec
import pytest

from nenkin.features.counter.desk import Papers
from nenkin.interchange.resume_codes import BETWEEN, make
from nenkin.paths import DATA
from nenkin.reference.code_words import load_code_words
from nenkin.storage import assisted
from nenkin.storage.resuming import give_code
from nenkin.storage.sheets import Holder, begin_sheet
from tests.features.accounts import HANAKO, TARO, later
from tests.features.counter_site import (
    AGENT,
    PAPERS,
    REQUEST,
    Answers,
    agreed,
    at_counter,
    identified,
)
from tests.features.staff_site import CLERK, Offices
from tests.features.test_counter import offices

__all__ = ["offices"]
FAMILY: Answers = {
    **PAPERS,
    "agent-name": "髙橋 次郎",
    "relation": "child",
    "agent-paper": "licence",
    "ground": "care",
}
COUNTER = "/staff/counter"


async def code_for(offices: Offices, holder: Holder) -> str:
    """Give the words on the paper of somebody's sheet."""
    world, code = offices.world, make(load_code_words(DATA), lambda below: below // 3)
    async with world.db.write() as session:
        await begin_sheet(session, holder, world.clock.now())
        born = TARO.born_on
        assert await give_code(session, holder, BETWEEN.join(code), born, world.clock.now())
    return BETWEEN.join(code)


async def test_six_words_begin_it_and_open_nothing_before_the_papers(offices: Offices) -> None:
    holder = Holder.person(offices.world.people[TARO.basic_number])
    code = await code_for(offices, holder)
    clerk = await at_counter(offices, request={**REQUEST, "number": code.replace(BETWEEN, " ")})
    assert "髙橋" not in clerk.page.text
    assert (await clerk.open(f"{COUNTER}/history")).path == COUNTER
    await identified(clerk)
    assert "髙橋 太郎" in (await clerk.open(COUNTER)).text


@pytest.mark.parametrize("wrong", ["other date", "other word", "nobody's sheet"])
async def test_words_that_fit_nobody_are_answered_like_a_number(
    wrong: str, offices: Offices
) -> None:
    person = Holder.person(offices.world.people[TARO.basic_number])
    holder = Holder.visit("v" * 43) if wrong == "nobody's sheet" else person
    code = await code_for(offices, holder)
    request: Answers = {**REQUEST, "number": code}
    if wrong == "other date":
        request = {**request, "born-year": "1956"}
    if wrong == "other word":
        request = {**request, "number": BETWEEN.join(reversed(code.split(BETWEEN)))}
    clerk = await offices.sign_in(CLERK)
    await clerk.open(COUNTER)
    page = await clerk.press("受け付ける", request)
    assert page.status == 422
    assert "ここでは見つけられません" in page.text
    assert str(request["number"]) in page.response.text


async def test_family_comes_without_a_mandate_for_one_day(offices: Offices) -> None:
    request: Answers = {**REQUEST, "came": "family"}
    clerk, screen = await agreed(offices, request=request, papers=FAMILY)
    assert (await clerk.open(f"{COUNTER}/record")).path == f"{COUNTER}/record"
    assert (await screen.open("/record")).path == "/record"
    async with offices.world.db.read() as reading:
        (seen,) = (await reading.run(assisted.ASSISTED.select())).mappings()
    papers = offices.world.db.vault.open(seen["seen"], "assisted_session.seen", seen["id"])
    kept = msgspec.json.decode(papers, type=Papers)
    assert (kept.ground, kept.agent, kept.relation) == ("care", "髙橋 次郎", "child")
    offices.world.clock.moment = offices.world.clock.moment.replace(hour=14, minute=59, second=50)
    again, _ = await agreed(offices, request=request, papers=FAMILY)
    assert (await again.open(f"{COUNTER}/record")).path == f"{COUNTER}/record"
    later(offices.world, seconds=10)  # 00:00 in Japan
    assert (await again.open(f"{COUNTER}/record")).path == COUNTER


async def test_without_a_paper_that_says_why_a_mandate_is_wanted(offices: Offices) -> None:
    clerk = await at_counter(offices, request={**REQUEST, "came": "family"})
    page = await identified(clerk, {k: v for k, v in FAMILY.items() if k != "ground"})
    assert page.status == 422
    assert "委任状が要ります" in page.text
    assert "髙橋 次郎" in page.response.text


async def test_one_persons_number_with_anothers_day_is_nobody(offices: Offices) -> None:
    clerk = await offices.sign_in(CLERK)
    await clerk.open(COUNTER)
    page = await clerk.press("受け付ける", {**REQUEST, "number": HANAKO.basic_number})
    assert page.status == 422


async def test_an_agent_writes_the_sheet_and_neither_deletes_it_nor_takes_a_way_in_along(
    offices: Offices,
) -> None:
    papers: Answers = {**AGENT, "scope": ["record", "sheet"]}
    _, screen = await agreed(offices, request={**REQUEST, "came": "agent"}, papers=papers)
    await screen.open("/history/work/new")
    await screen.press("次へ進む", {"employer": "みほん紡績", "first": "昭和50年", "last": ""})
    page = await screen.open("/history/work")
    assert "みほん紡績" in page.text
    assert "手伝いの人" in page.text
    page = await screen.open("/history")
    for address in ("/history/delete", "/history/resume-code"):
        assert address not in [link for _, link in page.links], address
    for address in ("/history/delete", "/history/resume-code"):
        assert (await screen.open(address)).status == 404, address
        token = (await screen.open("/history/work/new")).form_with("次へ進む").values["token"]
        await screen.send(address, {"token": token})
        assert screen.page.status == 404, address
    assert "みほん紡績" in (await screen.open("/history/work")).text


async def test_whoever_came_themselves_does_both(offices: Offices) -> None:
    _, screen = await agreed(offices)
    await screen.open("/history/work/new")
    await screen.press("次へ進む", {"employer": "みほん紡績", "first": "昭和50年", "last": ""})
    assert "本人" not in (await screen.open("/history/work")).text  # all of it is theirs
    for address in ("/history/delete", "/history/resume-code"):
        assert (await screen.open(address)).status == 200, address
