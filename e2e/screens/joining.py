"""Signing up and signing in, as people say it."""

from collections.abc import Callable
from dataclasses import dataclass

from e2e.screens.reader import Reader, expect

NEXT = "次へ進む"


@dataclass(frozen=True)
class Newcomer:
    """Somebody with an access key, and what they will be called here."""

    number: str
    surname: str
    given_name: str
    surname_kana: str
    given_name_kana: str
    born: tuple[str, str, str, str]  # era, year, month, day
    sex: str
    access_key: str
    mail: str
    user_id: str = "sakuramochi-7"
    password: str = "kawara no tsutsumi ni tsukushi"


def _terms(reader: Reader, who: Newcomer) -> None:
    reader.choose("利用規約を読み、同意します")


def _number(reader: Reader, who: Newcomer) -> None:
    reader.fill("基礎年金番号を入力してください", who.number)


def _name(reader: Reader, who: Newcomer) -> None:
    reader.fill("姓", who.surname)
    reader.fill("名", who.given_name)


def _kana(reader: Reader, who: Newcomer) -> None:
    reader.fill("姓のフリガナ", who.surname_kana)
    reader.fill("名のフリガナ", who.given_name_kana)


def _birth(reader: Reader, who: Newcomer) -> None:
    reader.fill_day(*who.born)


def _sex(reader: Reader, who: Newcomer) -> None:
    reader.choose(who.sex)


def _key(reader: Reader, who: Newcomer) -> None:
    reader.fill("アクセスキーを入力してください", who.access_key)


def _telephone(reader: Reader, who: Newcomer) -> None:
    """Leave it empty: nobody has to have one."""


def _user_id(reader: Reader, who: Newcomer) -> None:
    reader.fill("使いたいユーザIDを入力してください", who.user_id)


def _mail(reader: Reader, who: Newcomer) -> None:
    reader.fill("メールアドレス", who.mail)
    reader.fill("メールアドレスをもう一度", who.mail)


def _notices(reader: Reader, who: Newcomer) -> None:
    reader.choose("受け取らない")


Question = Callable[[Reader, Newcomer], None]
QUESTIONS: dict[str, Question] = {
    "terms": _terms,
    "number": _number,
    "name": _name,
    "kana": _kana,
    "birth": _birth,
    "sex": _sex,
    "access-key": _key,
    "telephone": _telephone,
    "user-id": _user_id,
    "mail": _mail,
    "notices": _notices,
}


def answer_all(reader: Reader, who: Newcomer) -> None:
    """Answer every question, up to the page that says it all back."""
    reader.open("/sign-up")
    reader.choose("アクセスキーを使う")
    reader.press(NEXT)
    for answer in QUESTIONS.values():
        answer(reader, who)
        reader.press(NEXT)
    expect(reader, "入力した内容を確かめる", who.number[:4], who.surname)


def sign_up(reader: Reader, who: Newcomer) -> None:
    """Answer everything, choose a password, send it."""
    answer_all(reader, who)
    reader.follow("確かめたので、パスワードを決める")
    reader.fill("パスワードを決めてください", who.password)
    reader.fill("パスワードをもう一度", who.password)
    reader.press("この内容で申し込む")
    expect(reader, "申し込みを受け付けました")


def sign_in(reader: Reader, user_id: str, password: str) -> None:
    """Sign in."""
    reader.open("/sign-in")
    reader.fill("ユーザIDかメールアドレス", user_id)
    reader.fill("パスワード", password)
    reader.press("ログインする")
