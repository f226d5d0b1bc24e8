"""FastAPI, SQLModel and Jinja, as their tutorials show them."""

import os
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from sqlmodel import Session, create_engine, select

from nenkin import paths
from nenkin.storage.tables import PersonRow, SpanRow
from tests.bench.peers import common

engine = create_engine(f"sqlite:///{os.environ['BENCH_DATABASE']}")
environment = Environment(
    loader=ChoiceLoader(
        [
            FileSystemLoader(os.path.join(os.path.dirname(__file__), "templates")),
            FileSystemLoader(paths.COMPONENTS),
        ]
    ),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.globals["words"] = common.words
templates = Jinja2Templates(env=environment)
app = FastAPI()


def get_session() -> Iterator[Session]:
    """Give a session, as the tutorial does."""
    with Session(engine) as session:
        yield session


@app.get("/grid", response_class=HTMLResponse)
def grid(request: Request, person: int, session: Annotated[Session, Depends(get_session)]) -> Any:
    """Show a whole life as a table of months."""
    row = session.get(PersonRow, person)
    spans = session.exec(
        select(SpanRow).where(SpanRow.person_id == person, SpanRow.known_until == None)  # noqa: E711
    ).all()
    record = common.record_of(row, spans)
    return templates.TemplateResponse(
        request, "fastapi_grid.html", common.context_of(record, date(2026, 11, 20))
    )
