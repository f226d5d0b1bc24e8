"""Every page of signing up, of getting back in, and of one's own settings."""

from collections.abc import Iterator

from e2e.states import State, empty, send, typed, wrong
from nenkin.features.account.journey import RECOVER, SIGN_UP, WITH_LETTER

SOMEBODY = "jieigyo"  # self-employed, with months that were not paid
ANSWERED = {"sign-up": "/sign-up/{way}/{slug}", "recover": "/recover/{way}/{slug}"}
FREE = frozenset({"telephone", "user-id"})  # questions that may be left empty
CHOSEN = frozenset({"terms", "sex", "notices"})  # taken back only by not having answered yet
# What is refused though it is filled in, by the question.
REFUSED = {
    "number": {"number": "１２３４５"},
    "name": {"surname": "年金😀", "given-name": "あ" * 40},
    "kana": {"surname-kana": "nenkin"},
    "birth": {"born-year": "昭和", "born-month": "13", "born-day": "32"},
    "access-key": {"access-key": "12345678901234567"},
    "postcode": {"postcode": "12"},
    "abroad": {"country": "フランス"},
    "telephone": {"telephone": "110番"},
    "user-id": {"user-id": "あいう"},
    "mail": {"mail": "hanako@example.jp", "mail-again": "taro@example.jp"},
    "letter-code": {"letter-code": "12345678901234567"},
}


def _question(journey: str, way: str, slug: str) -> Iterator[State]:
    """Ask a question: as answered before, sent empty, and sent with what is refused."""
    again = "" if journey == "recover" else "?again=yes"
    state = State(
        name=f"{journey}, {way}, {slug}",
        path=f"/{journey}/{way}/{slug}{again}",
        route=ANSWERED[journey],
        visitor="typed abroad" if slug == "abroad" else "typed",
    )
    yield state
    if slug not in FREE | CHOSEN:
        yield wrong(state, "empty", empty)
    if slug in REFUSED:
        yield wrong(state, "refused", typed(REFUSED[slug]))


def _questions() -> Iterator[State]:
    """Ask every question once, whichever way it is met on first."""
    seen: set[str] = set()
    journeys = [("sign-up", way, one) for way, one in SIGN_UP.items()]
    journeys += [("sign-up", "letter", WITH_LETTER)]
    journeys += [("recover", way, one) for way, one in RECOVER.items()]
    for journey, way, one in journeys:
        for step in one.steps:
            if step.slug not in seen:
                yield from _question(journey, way, step.slug)
            seen.add(step.slug)


def _sign_up() -> Iterator[State]:
    route = ANSWERED["sign-up"]
    ways = State(name="sign-up", path="/sign-up")
    yield ways
    yield wrong(ways, "nothing chosen", send)
    terms = State(name="sign-up, terms, new", path="/sign-up/key/terms", route=route)
    yield terms
    yield wrong(terms, "nothing chosen", send)
    yield from _questions()
    for way, visitor in (("key", "typed"), ("post", "typed abroad"), ("letter", "typed")):
        name = f"sign-up, {way}, check"
        yield State(name=name, path=f"/sign-up/{way}/check", route=route, visitor=visitor)
    path = "/sign-up/key/password"
    password = State(name="sign-up, password", path=path, route=route, visitor="typed")
    yield password
    yield wrong(password, "empty", empty)
    guessable = typed({"password": "12345678901234567890", "password-again": "1234"})
    yield wrong(password, "refused", guessable)
    for way in ("key", "post", "paper", "letter"):
        yield State(name=f"sign-up, {way}, done", path=f"/sign-up/{way}/done", route=route)
    yield State(name="sign-up, letter, failed", path="/sign-up/letter/failed", route=route)


def _recover() -> Iterator[State]:
    what = State(name="recover", path="/recover")
    yield what
    yield wrong(what, "nothing chosen", send)
    for way in ("password", "user-id"):
        lost = State(name=f"recover, {way}", path=f"/recover/{way}", route="/recover/{way}")
        yield lost
        yield wrong(lost, "empty", empty)
    route = ANSWERED["recover"]
    for way, slug in (("key", "new-password"), ("post", "send"), ("key", "number")):
        path = f"/recover/{way}/{slug}"
        yield State(name=f"recover, {way}, {slug}", path=path, route=route, visitor="typed")
    for way in ("password", "user-id", "key", "post"):
        yield State(name=f"recover, {way}, done", path=f"/recover/{way}/done", route=route)


def _mail_links() -> Iterator[State]:
    """Open a mail's link while it lives, and when it is over."""
    for kind in ("password", "user-id", "confirm", "change", "undo"):
        link = "{password}" if kind == "user-id" else f"{{{kind}}}"
        path, route = f"/mail/{kind}/{link}", f"/mail/{kind}/{{link}}"
        live = State(name=f"mail, {kind}", path=path, route=route)
        yield live
        if kind in {"password", "user-id"}:
            yield wrong(live, "empty", empty)
        yield State(name=f"mail, {kind}, over", path=f"/mail/{kind}/none", route=route, status=410)
    for what in ("renewed", "changed-mail", "undone-mail"):
        route = "/mail/done/{what}"
        yield State(name=f"mail, {what}", path=f"/mail/done/{what}", route=route)


def _account() -> Iterator[State]:
    yield State(name="account", path="/account", persona=SOMEBODY)
    for slug in ("devices", "views"):
        yield State(name=f"account, {slug}", path=f"/account/{slug}", persona=SOMEBODY)
    for slug in ("number", "password", "mail", "notices", "close"):
        own = State(name=f"account, {slug}", path=f"/account/{slug}", persona=SOMEBODY)
        yield own
        if slug != "notices":  # it always has an answer
            yield wrong(own, "empty", empty)
        if slug == "number":
            yield wrong(own, "refused", typed({"current-password": "chigau aikotoba desu"}))
    yield State(name="unsent", path="/sign-in/unsent", persona="antei")


def _secret() -> Iterator[State]:
    """Ask the secret question, which only the second profile of passwords has."""
    route = ANSWERED["sign-up"]
    for state in (
        State(
            name="sign-up, secret question",
            path="/sign-up/key/secret-question",
            route=route,
            visitor="typed",
            profile="seed",
        ),
        State(
            name="account, secret question",
            path="/account/secret-question",
            persona=SOMEBODY,
            profile="seed",
        ),
    ):
        yield state
        yield wrong(state, "empty", empty)
        yield wrong(state, "refused", typed({"secret-answer": "１２"}))
    delete = State(
        name="account, no secret question",
        path="/account/secret-question/delete",
        persona=SOMEBODY,
        profile="seed",
    )
    yield delete
    yield wrong(delete, "empty", empty)
    recover = State(
        name="recover, new password by secret answer",
        path="/recover/key/new-password",
        route=ANSWERED["recover"],
        visitor="typed",
        profile="seed",
    )
    yield recover
    yield wrong(recover, "empty", empty)
    live = State(
        name="mail, password by secret answer",
        path="/mail/password/{password}",
        route="/mail/password/{link}",
        profile="seed",
    )
    yield live
    yield wrong(live, "empty", empty)
    yield State(
        name="account, password of the second profile",
        path="/account/password",
        persona=SOMEBODY,
        profile="seed",
    )


def pages() -> Iterator[State]:
    """Give them all."""
    yield from _sign_up()
    yield from _recover()
    yield from _mail_links()
    yield from _account()
    yield from _secret()
