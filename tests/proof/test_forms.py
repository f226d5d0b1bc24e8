"""Every form that the site's pages offer, filled in wrongly: a message in place, and nothing typed lost.

The forms are found by walking the site, so that a new one is here by itself.
"""

from collections.abc import Iterator, Mapping
from itertools import count

from tests.asgi import Answer
from tests.browser import Form
from tests.proof.matrix import Fields, forms_for
from tests.proof.routes import forms_of, is_page, links_of, routes_of
from tests.proof.world import Opener, World

# What stands in a field again exactly as it was typed.
KEPT: Mapping[str, str] = {
    "spaces": " \u3000 ",
    "emoji": "花子😀",
    "half-width": "ﾊﾅｺ",
    "full-width": "１２３４",
    "pasted": " 1234-56 7890 ",
    "markup": '"><script>alert(1)</script>',
    "rare": "𠮷髙﨑葛󠄀",
    "impossible": "64",
    "long": "あ" * 3000,
    "number": "9" * 400,
}
# What no page can say again: a browser would not send it either.
UNSAYABLE: Mapping[str, str] = {
    "empty": "",
    "nul": "a\0b",
    "control": "a\x1bb",
    "replaced": "\ufffd",
}
SECRETS = ("password", "token", "secret")
PLACE = "shown"  # on which page a form stood: the page's own word, that nobody types
UNPROCESSABLE, TOO_OFTEN, BROKEN = 422, 429, 500
UNKNOWN = {"surprise", "__proto__"}
PLACES = count()


def wrongly(fields: Fields) -> Iterator[tuple[str, dict[str, str | list[str]], str]]:
    """Give a form with each kind of mistake: its name, the fields, and the text to be kept."""
    names = [name for name in fields if name != "token"]
    for kind, text in {**KEPT, **UNSAYABLE}.items():
        yield kind, dict.fromkeys(names, text), KEPT.get(kind, "")
        if len(names) > 1:  # and each by itself, beside what the page offered
            for name in names:
                yield f"{kind} {name}", {**fields, name: text}, ""
    yield "missing", {}, ""
    yield "repeated", {name: ["x", "y", "z"] for name in names}, ""
    yield "unknown", {**fields, **dict.fromkeys(UNKNOWN, "x")}, ""
    # by a button of the settings, as far as it was typed (web.preferences)
    yield "look", {**fields, "ts": "xx"}, ""
    yield "look, empty", {"th": "dark"}, ""


def judged(answer: Answer, path: str, sent: Fields, text: str) -> Iterator[str]:
    """Give what is wrong with an answer to a form."""
    if answer.status in {TOO_OFTEN, *range(BROKEN, 600)}:
        yield f"status {answer.status}"
    if not is_page(answer):
        return
    if not any(links_of(answer, path)):
        yield "a dead end"
    if answer.status != UNPROCESSABLE:
        return
    if "<title>エラー：" not in answer.text:
        yield "no «エラー：» in the title"
    again = [form for form in forms_of(answer, path) if _names(form) & set(sent)]
    if sent.keys() - UNKNOWN and not again:
        yield "the form is gone"
    for form in again:
        kept = {name: texts for name, texts in form.values.items() if name not in _untyped(form)}
        yield from _lost(kept, sent, text)


def _names(form: Form) -> set[str | None]:
    return {one.get("name") for one in form.element.iter("input", "select", "textarea")}


def _untyped(form: Form) -> set[str | None]:
    """Give what no page can say again: a file that was chosen, and the page's own word."""
    files = (one for one in form.element.iter("input") if one.get("type") == "file")
    return {PLACE, *(one.get("name") for one in files)}


def _lost(values: Mapping[str, list[str]], sent: Fields, text: str) -> Iterator[str]:
    for name in set(values) & set(sent):
        if any(word in name for word in SECRETS):
            if name != "token" and any(values[name]):
                yield f"the secret {name} stands in the page"
        elif text and values[name] != [text]:
            yield f"{name} is lost: {values[name]}"


def _asked(answer: Answer, path: str) -> Iterator[str]:
    """Give every field of a form, as it comes back when nothing was sent; also what is not chosen."""
    for form in forms_of(answer, path) if is_page(answer) else []:
        if form.action == path:
            yield from (name for name in _names(form) if name and name != "token")


async def _send(world: World, who: str, path: str, fields: Fields) -> Answer:
    # From another place and a while later: how often one may try is no part of this.
    world.clock.advance(minutes=2)
    await world.revive(who)
    client = world.client(who)
    client.address = "10.{}.{}.1".format(*divmod(next(PLACES), 256))
    return await client.post(path, {**fields, "token": await world.token(who, path)})


async def test_every_form_takes_anything_and_keeps_what_was_typed(open_world: Opener) -> None:
    async with open_world() as world:
        routes = [route for route in routes_of(world.gate) if "POST" in route.methods]
        offered = await forms_for(world, routes_of(world.gate))
        found, refused = [], 0
        for route in routes:
            who = world.one_who_may(route.opt)
            for path, fields in offered[route.path]:
                empty = await _send(world, who, path, {})
                every = dict.fromkeys(_asked(empty, path), "") | dict(fields)
                for kind, sent, text in wrongly(every):
                    answer = await _send(world, who, path, sent)
                    refused += answer.status == UNPROCESSABLE
                    found += [
                        f"{path} {kind}: {wrong}" for wrong in judged(answer, path, sent, text)
                    ]
                # once more, as from a second tab, by Back, or by a double click
                for _ in range(2):
                    answer = await _send(world, who, path, fields)
                    found += [
                        f"{path} again: {wrong}" for wrong in judged(answer, path, fields, "")
                    ]
    assert found == []
    assert refused > len(offered)
