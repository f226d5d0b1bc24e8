"""A password can be long and strange; it cannot be guessed from Japan, its owner or this site."""

import random
import string
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.paths import DATA
from nenkin.web.passwords import CODES, SEED, STANDARD, Policy
from nenkin.web.romaji import fold, fold_all

STANDARD_POLICY = Policy(STANDARD, DATA / "security")
SEED_POLICY = Policy(SEED, DATA / "security")
OWN = (
    "山田",
    "太郎",
    "ヤマダ",
    "タロウ",
    "yamachan",
    "taro.y@kawasemi.example.jp",
    "0045135784",
    "09012345678",
)
BORN = date(1955, 1, 23)


def refusal(policy: Policy, password: str) -> str | None:
    return policy.refusal(password, own=OWN, born=BORN)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("mijikai-14moji", "too-short"),
        ("ねんきん", "too-short"),
        ("showa30nen1gatsu", "own"),
        ("ｓｈｏｗａ３０ｎｅｎ１ｇａｔｓｕ", "own"),
        ("S30.1.23-S30.1.23", "own"),
        ("昭和30年1月23日昭和30年1月23日", "own"),
        ("yamadatarou1955", "own"),
        ("YAMADA_TAROU_1955", "own"),
        ("uoratadamay55910", "own"),
        ("やまだたろう５５０１２３やまだ", "own"),
        ("山田太郎山田太郎山田太郎山田太郎", "own"),
        ("y4mad4t4r0u1955", "own"),
        ("kawasemikawasemi", "own"),
        ("0045135784135784", "own"),
        ("yamachan12345678", "own"),
        ("nenkindayori2026", "pension"),
        ("ねんきんねんきんねんきん８８８", "pension"),
        ("kokuminnenkin1234", "pension"),
        ("n3nk1nt3ch0u2026", "pension"),
        ("tokyotokyotokyo1", "pattern"),
        ("aaaaaaaaaaaaaaaaaaaa", "pattern"),
        ("123456789012345678", "pattern"),
        ("qwertyuiopasdfgh", "pattern"),
        ("poiuytrewqlkjhgf", "pattern"),
        ("あいうえおかきくけこさしすせそ", "pattern"),
        ("abcabcabcabcabcabc", "pattern"),
        ("P@ssw0rdP@ssw0rd", "pattern"),
        ("shouwa42nen5gatsu", "date"),
        ("heisei31nen4gatsu30nichi", "date"),
        ("平成三十一年四月三十日です", "too-short"),
        ("19670512-19890108", "date"),
        ("itouhanakoosaka", "words"),
        ("いろはにほへとちりぬるを1234", "pattern"),
        ("sakura-sakura-sakura", "pattern"),
    ],
)
def test_what_can_be_guessed_is_refused_with_its_reason(password: str, reason: str) -> None:
    assert refusal(STANDARD_POLICY, password) == reason


@pytest.mark.parametrize(
    "password",
    [
        "うちのねこはしろいくつしたをはいている",
        "庭の柿は今年も渋かったけれど干せば甘い",
        "niwanokakihakotoshimoamai",
        "きのう食べた お好み焼きは こげていた",
        "kawaranotsutsuminihaeterutsukushi",
        "とたんやねにあめがうるさいよる",
        "xq9vLm2pRk7tWz4",
        "tulip umbrella kettle nineteen frogs",
    ],
)
def test_ordinary_long_phrases_are_accepted(password: str) -> None:
    assert refusal(STANDARD_POLICY, password) is None


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Ab1", "too-short"),
        ("kawaranotsutsumi", "letter-and-digit"),
        ("Nenkin1234", "pension"),
        ("nenkin2026", "pension"),
        ("yamada55", "own"),
        ("trustno1", "common"),
        ("tanaka1234", "pattern"),
        ("toukyou1964", "date"),
        ("hanako1945", "date"),
        ("kx7vmq2p", None),
        ("Kx7&vmq2-p", None),
        ("kx7vmq2p" * 3, None),  # longer than the screen says, and accepted
    ],
)
def test_the_official_rules_of_2011_are_a_profile(password: str, reason: str | None) -> None:
    assert refusal(SEED_POLICY, password) == reason


def test_zxcvbns_frequent_passwords_are_all_refused() -> None:
    for password in ("1q2w3e4r5t6y7u8i9o0p", "passwordpassword", "qwertyuiopasdfghjkl"):
        assert refusal(STANDARD_POLICY, password) is not None


def test_what_belongs_to_somebody_else_is_no_reason() -> None:
    password = "kawasemi7no5hane3mai"
    assert STANDARD_POLICY.refusal(password) is None
    assert refusal(STANDARD_POLICY, "kawasemi1kawasemi") == "own"


@given(st.text(max_size=128))
def test_every_refusal_has_a_code_with_words(password: str) -> None:
    assert refusal(STANDARD_POLICY, password) in {None, *CODES}
    assert refusal(SEED_POLICY, password) in {None, *CODES}


def test_what_a_password_manager_makes_is_never_refused() -> None:
    source = random.Random(7)
    for _ in range(300):
        password = "".join(source.choices(string.ascii_letters + string.digits, k=16))
        assert STANDARD_POLICY.refusal(password) is None, password


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("しょうわ", "showa"),
        ("syouwa", "SHOWA"),
        ("ｼｮｳﾜ", "しょうわ"),
        ("まっちゃ", "matcha"),
        ("つち", "tuti"),
        ("ふじ", "huzi"),
        ("fuji", "フジ"),
        ("しんばし", "shimbashi"),
        ("おおの", "ohno"),
        ("ファミリー", "famirī"),
        ("ティッシュ", "tisshu"),
        ("じゅんいち", "jun'ichi"),
    ],
)
def test_what_sounds_the_same_is_the_same(one: str, same: str) -> None:
    assert fold(one) == fold(same)


def test_many_words_are_folded_as_each_is() -> None:
    """Whatever stands at the end of one, or begins the next."""
    words = [*OWN, "satoh", "ohno", "", "kyou", "u", "oh", "hatto", "ttori", "シャッター", "Ｏｈ"]
    assert fold_all(words) == [fold(word) for word in words]
    assert fold_all([]) == []


def test_a_password_grows_old_only_where_the_profile_says_so() -> None:
    changed = datetime(2026, 1, 1, tzinfo=UTC)
    assert not STANDARD_POLICY.expired(changed, changed + timedelta(days=9999))
    assert not SEED_POLICY.expired(changed, changed + timedelta(days=179))
    assert SEED_POLICY.expired(changed, changed + timedelta(days=180))
