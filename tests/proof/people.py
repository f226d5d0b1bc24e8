"""Two people whose every text is found nowhere else, and everything a person can have in storage."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from nenkin.law.months import month
from nenkin.law.periods import Bonus, Kind, Person, Record, Reporter, Scheme, Sex, Span
from nenkin.storage import audit, sessions
from nenkin.storage.accounts import NewAccount, ProvenBy, open_account
from nenkin.storage.database import Database
from nenkin.storage.devices import remember_device
from nenkin.storage.drafts import Owner, save_draft
from nenkin.storage.imports import import_records
from nenkin.storage.letters import Letter, enqueue_letter
from nenkin.storage.outbox import Mail, enqueue_mail
from nenkin.storage.sheets import Holder, Typed, keep_answer, read_sheet
from nenkin.storage.tokens import Purpose, issue_token
from tests.proof.asked import ask

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
PASSWORD_HASH = "$argon2id$v=19$m=19456,t=2,p=1$bm90aGluZw$bm90aGluZw"


@dataclass(frozen=True)
class Letters:
    """One person's private alphabet: no text made of it occurs in content/ or in the other's."""

    kanji: str
    kana: str
    latin: str
    digits: str  # the first digits of every number


A = Letters("鷺鸞", "ヌヱヲ", "qvxakw", "7391")
B = Letters("麒麟", "ヰヮヅ", "zwjbqy", "8462")


@dataclass
class Somebody:
    """A person in the database, signed in, with all that belongs to them."""

    letters: Letters
    person_id: int
    account_id: int
    cookie: str
    session: bytes
    record: Record
    user_id: str
    mail: str
    secrets: dict[str, str]  # links and cookies by what they open
    canaries: frozenset[str] = frozenset()
    ids: dict[str, str] = field(default_factory=dict)  # what could be put into an address


def record_of(letters: Letters) -> Record:
    """Make a record with a bit of everything, every text a canary."""
    kanji, number = letters.kanji, letters.digits

    def employed(first: int, last: int, place: int, pay: int, **more: Any) -> Span:
        return Span(
            scheme=Scheme.EMPLOYEES,
            kind=Kind.MEN,
            first=first,
            last=last,
            known_from=date(1980, 5, 1),
            employer=f"株式会社{kanji}{'一二三四五'[place]}号店",
            pay=pay,
            acquired_on=date(1980, 4, 1),
            lost_on=date(1985, 4, 1),
            reported_by=Reporter.EMPLOYER,
            reported_on=date(1980, 4, 10),
            **more,
        )

    def national(first: int, last: int | None, status: str, **more: Any) -> Span:
        kind = Kind.CATEGORY_3 if status == "+" else Kind.CATEGORY_1
        return Span(
            scheme=Scheme.NATIONAL,
            kind=kind,
            first=first,
            last=last,
            known_from=date(1985, 5, 1),
            status=status,
            **more,
        )

    return Record(
        person=Person(
            surname=f"{kanji}姓",
            given_name=f"{kanji}名",
            surname_kana=letters.kana + "セイ",
            given_name_kana=letters.kana + "メイ",
            born_on=date(1960, 2, 29),
            sex=Sex.FEMALE,
            basic_number=f"{number}654321",
            handbooks=(f"{number}-987654",),
        ),
        data_date=date(2026, 11, 1),
        spans=(
            employed(month(1980, 4), month(1983, 3), 0, 180_000),
            employed(month(1983, 4), month(1985, 3), 1, 90_000, corrected=True),
            national(month(1984, 10), month(1985, 6), "A"),
            national(month(1985, 7), month(1986, 3), "*", disputed=True),
            national(month(1986, 4), None, "+"),
        ),
        bonuses=(
            Bonus(
                scheme=Scheme.EMPLOYEES,
                paid_on=date(1984, 12, 10),
                amount=350_000,
                employer=f"株式会社{kanji}五号店",
                known_from=date(1984, 12, 20),
            ),
        ),
    )


async def settle(db: Database, letters: Letters, now: datetime) -> Somebody:
    """Put a person into the database with everything that a person can have there."""
    record = record_of(letters)
    (person_id,) = await import_records(db, [record])
    user_id, mail = f"{letters.latin}9user", f"{letters.latin}.mail@{letters.latin}.example"
    async with db.write() as session:
        account_id = await open_account(
            session,
            NewAccount(
                person_id=person_id,
                user_id=user_id,
                mail=mail,
                mail_confirmed=True,
                password_hash=PASSWORD_HASH,
                policy="standard",
                blocklist=1,
                proven_by=ProvenBy.ACCESS_KEY,
                terms_version="1",
                telephone=f"{letters.digits}111222",
                question=f"{letters.kanji}問",
            ),
            now,
        )
        agent = f"{letters.latin}-browser"
        device_id, device = await remember_device(session, account_id, agent=agent, now=now)
        opened, other = [
            await sessions.open_session(
                session,
                person_id=person_id,
                account_id=account_id,
                now=now,
                idle=IDLE,
                longest=LONGEST,
                device_id=device_id,
                agent=agent,
            )
            for _ in range(2)
        ]
        secrets = {"device": device, "other session": other.cookie}
        for purpose in Purpose:
            secrets[purpose.name] = await issue_token(
                session, purpose, now=now, account_id=account_id, payload=mail
            )
        draft = f'{{"path": "/{letters.latin}draft", "fields": {{"{letters.kanji}欄": ["x"]}}}}'
        owner = Owner.person(person_id)
        await save_draft(session, owner, "unsent", draft, expected=0, now=now)
        job = Typed(
            section="work",
            entry=f"{letters.latin}7",
            page="job",
            typed=f'{{"employer": ["{letters.kanji}勤"], "first": ["昭和55年"]}}',
            written_by="person",
            record_shown=False,
            expected=0,
        )
        await keep_answer(session, Holder.person(person_id), job, now)
        words = {
            "recipient": mail,
            "subject": f"{letters.kanji}件",
            "body": f"{letters.kanji}文 http://127.0.0.1:8000/?{letters.latin}link",
        }
        await enqueue_mail(
            session, Mail(person_id=person_id, dedupe=f"{letters.latin}-1", **words), now
        )
        letter_id = await enqueue_letter(
            session,
            Letter(
                kind="access-key",
                person_id=person_id,
                address=(f"{letters.kanji}県{letters.kanji}市",),
                facts={"code": "123456789012345", "name": record.person.surname},
                dedupe=f"{letters.latin}-1",
            ),
            now,
        )
    sheet = await read_sheet(db, Holder.person(person_id), now)
    assert sheet is not None
    view = audit.Event(
        actor=audit.ActorKind.PERSON,
        actor_id=person_id,
        action="record.viewed",
        subject=person_id,
        place=f"{letters.latin}-place",
    )
    await audit.append(db, view, now)
    somebody = Somebody(
        letters=letters,
        person_id=person_id,
        account_id=account_id,
        cookie=opened.cookie,
        session=opened.session.id_hash,
        record=record,
        user_id=user_id,
        mail=mail,
        secrets=secrets,
    )
    somebody.ids = {
        "person": str(person_id),
        "account": str(account_id),
        "device": str(device_id),
        "session": other.session.id_hash.hex(),
        "session cookie": other.cookie,
        "number": record.person.basic_number,
        "user": user_id,
        "mail": mail,
        "sheet": str(sheet.id),
        "entry": f"{letters.latin}7",
        "letter": str(letter_id),
        **await ask(db, letters.kanji, person_id, now),
    }
    somebody.canaries = frozenset(
        {
            letters.kanji,
            letters.kana,
            letters.latin,
            letters.digits + "654321",
            letters.digits + "-654321",
            letters.digits + "-987654",
            letters.digits + "111222",
            str(person_id),
            str(account_id),
            opened.cookie,
            opened.session.id_hash.hex(),
            *secrets.values(),
        }
    )
    return somebody


# Lines in which none of these canaries stands: most of a page stands on others too.
_CLEAN: dict[frozenset[str], set[str]] = {}
MOST_LINES = 50_000  # kept


def seen(text: str, canaries: Iterable[str]) -> set[str]:
    """Give the canaries that stand in a text, in whatever width or case they were written."""
    sought, found = frozenset(canaries), set[str]()
    clean = _CLEAN.setdefault(sought, set())
    if len(clean) > MOST_LINES:
        clean.clear()
    for line in set(text.split("\n")) - clean:  # no canary goes over a line's end
        if told := _in_line(line, sought):
            found |= told
        else:
            clean.add(line)
    return found


@lru_cache(20_000)
def _in_line(line: str, canaries: frozenset[str]) -> frozenset[str]:
    plain = _plain(line)
    return frozenset(canary for canary in canaries if _sought(canary) in plain)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.replace("-", "").replace(" ", "")


_sought = lru_cache(_plain)  # canaries are few, and looked for in thousands of pages
