"""質問に答えて: what two people have answered, and the pages of these questions in every state."""

from collections.abc import Iterator, Mapping

import msgspec

from e2e.audit import WHOLE_RECORD
from e2e.people import AHEAD
from e2e.states import State, empty, typed, wrong
from nenkin.features.estimate.question_forms import UNKNOWN

# What only some are asked: public servants, and who has a pension before 65.
RARE = ("police", "continued", "wage", "seeking", "seeking-when")
# One person has answered everything, another knows nothing but how they work, a third is asked what is rare.
FUTURE: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "tenshoku": {
        "work": {"work": "employee"},
        "until": {"until": "63"},
        "pay": {"pay": "40万5千円"},
        "bonus": {"bonus": "1,000,000円"},
        "later": {"later": "yes"},
        "later-until": {"later-until": "70"},
        "later-pay": {"later-pay": "200,000円"},
        "basic": {"basic-years": "70", "basic-months": "6"},
        "employees": {"employees-years": "65", "employees-months": ""},
        "spouse": {"spouse": "yes"},
        "spouse-born": {
            "spouse-born-era": "showa",
            "spouse-born-year": "50",
            "spouse-born-month": "5",
            "spouse-born-day": "1",
        },
        "kept": {"kept": "yes"},
        "spouse-pension": {"spouse-pension": "no"},
        "children": {"children": "yes"},
        "births": {
            "child-1-era": "reiwa",
            "child-1-year": "2",
            "child-1-month": "3",
            "child-1-day": "4",
        },
    },
    "jieigyo": {
        "work": {"work": "self"},
        **{slug: {UNKNOWN: "yes"} for slug in ("premium", "fill", "later", "basic", "employees")},
        **{slug: {UNKNOWN: "yes"} for slug in ("spouse", "children")},
    },
    "chofuku": {
        "work": {"work": "employee"},
        **{slug: {UNKNOWN: "yes"} for slug in ("until", "pay", "bonus", "later")},
        "police": {"police": "yes"},
        "basic": {"basic-years": "62", "basic-months": ""},
        "continued": {"continued": "yes"},
        "wage": {"wage-at-60": "500,000円"},
        "seeking": {"seeking": "yes"},
        "seeking-when": {"seeking-years": "64", "seeking-months": "6", "seeking-days": "150"},
        **{slug: {UNKNOWN: "yes"} for slug in ("spouse", "children")},
    },
}

# What is refused though it is filled in, by the question about the time to come.
UNFIT = {
    "until": {"until": "19"},
    "pay": {"pay": "30"},
    "bonus": {"bonus": "たくさん"},
    "later-until": {"later-until": "76"},
    "basic": {"basic-years": "59", "basic-months": "12"},
    "employees": {"employees-years": "64"},
    "wage": {"wage-at-60": "30"},
    "seeking-when": {"seeking-years": "65", "seeking-months": "12", "seeking-days": "0"},
    "spouse-born": {"spouse-born-year": "1868"},
    "births": {"child-1-year": "1960", "child-2-year": "2", "child-2-month": "13"},
}


def drafted(answers: Mapping[str, Mapping[str, str]]) -> str:
    """Give somebody's answers as their draft holds them."""
    lists = {slug: {name: [text] for name, text in one.items()} for slug, one in answers.items()}
    return msgspec.json.encode(lists).decode()


def pages() -> Iterator[State]:
    """Ask 質問に答えて: everything answered, little known, and what nobody can work out."""
    for who in ("tenshoku", "jieigyo", "antei", AHEAD):
        yield State(name=f"questions, {who}", path="/estimate/questions", persona=who)
    route = "/estimate/questions/{slug}"
    for who, answers in FUTURE.items():
        for slug in RARE if who == "chofuku" else answers:
            state = State(
                name=f"questions, {slug}, {who}",
                path=f"/estimate/questions/{slug}?again=yes",
                route=route,
                persona=who,
            )
            yield state
            if who != "jieigyo" and slug in UNFIT:
                yield wrong(state, "empty", empty)
                yield wrong(state, "refused", typed(UNFIT[slug]))
        for slug in ("check", "result", "why"):
            yield State(
                name=f"questions, {slug}, {who}",
                path=f"/estimate/questions/{slug}",
                route=route,
                persona=who,
                budget=WHOLE_RECORD,
            )
