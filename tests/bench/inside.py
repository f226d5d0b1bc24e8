"""What can be measured within one process: gate, compression, spans, flags, reading."""

import asyncio
import gzip
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from litestar import Litestar, get
from litestar.config.csrf import CSRFConfig
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.middleware.session.server_side import ServerSideSessionConfig

from nenkin.clock import SystemClock
from nenkin.law.career import career
from nenkin.law.flags import flags
from nenkin.paths import DATA
from nenkin.reference import load
from nenkin.storage.database import open_database
from nenkin.storage.keys import Keys, new_keys
from nenkin.storage.presence import touch
from nenkin.storage.records import read_record
from nenkin.storage.sessions import find_session
from nenkin.web import compression
from nenkin.web.gate import Door, Gate
from nenkin.web.limits import Limiter
from nenkin.web.visits import SignedIn
from tests.bench.population import DATA_DATE, fill, lives
from tests.bench.results import Results
from tests.bench.timing import in_turn, in_turn_async
from tests.pages import nobody_on_duty

PEOPLE = 2_000
MEGA = 1e6


@get("/")
async def hello() -> bytes:
    """Answer with nearly nothing, so that what stands around it is what is measured."""
    return b"hello"


def measure(results: Results) -> None:
    """Measure all of it."""
    keys = new_keys()
    with tempfile.TemporaryDirectory(dir=_fast_folder()) as folder:
        population = fill(Path(folder) / "nenkin.db", keys, people=PEOPLE, signed_in=100)
        asyncio.run(_gate(results, population.file, keys, population.cookies))
        asyncio.run(_reading(results, population.file, keys))
        _sizes(results, population.file)
    _compression(results)
    _flags(results)


def _fast_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _asked(app: Any, cookie: str = "") -> Any:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 5),
        "headers": [
            (b"host", b"127.0.0.1:8000"),
            (b"user-agent", b"Mozilla/5.0"),
            (b"accept-encoding", b"gzip, br"),
            (b"cookie", cookie.encode()),
        ],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        pass

    async def ask() -> None:
        await app({**scope}, receive, send)

    return ask


async def _gate(results: Results, file: Path, keys: Keys, cookies: list[str]) -> None:
    """G3: what sessions, checks and headers add, ours and Litestar's own."""
    db = await open_database(f"sqlite:///{file}", keys)

    async def find(cookie: str, now: datetime) -> SignedIn | None:
        found = await find_session(db, cookie, now)
        if found is None:
            return None
        found = touch(db, found, now)
        return SignedIn(
            found.person_id, found.name, found.id_hash, found.csrf_key, found.level,
            found.authenticated_at, found.ends_at,
        )  # fmt: skip

    bare = Litestar([hello], openapi_config=None)
    built_in = Litestar(
        [hello],
        openapi_config=None,
        csrf_config=CSRFConfig(secret="x" * 32),
        middleware=[
            ServerSideSessionConfig().middleware,
            RateLimitConfig(rate_limit=("minute", 10_000_000)).middleware,
        ],
    )
    ours = Gate(
        bare,  # type: ignore[arg-type]  # Litestar's own types of ASGI
        Door(
            clock=SystemClock(),
            origin="http://127.0.0.1:8000",
            hosts=frozenset({b"127.0.0.1:8000"}),
            secure=False,
            server_key=b"k" * 32,
            find_session=find,
            admit_staff=nobody_on_duty,
            status_of=lambda _: 500,
            render_error=lambda *_: ([], b""),
            compress=compression.compress,
            addresses=Limiter(rate=1e9, burst=1e9),
            sessions=Limiter(rate=1e9, burst=1e9),
        ),
    )
    session = await _session_of(built_in)
    took = await in_turn_async(
        {
            "bare": _asked(bare),
            "built-in": _asked(built_in, session),
            "ours": _asked(ours, f"sid={cookies[0]}"),
        },
        times=2_000,
    )
    await db.close()
    added = {name: (seconds - took["bare"]) * MEGA for name, seconds in took.items()}
    results.title("Sessions, request checks, limits and headers (G3), CPU added to a request")
    results.tell("Litestar's built-ins (without any header)", added["built-in"], "µs")
    results.tell("our gate (session from SQLite, all headers)", added["ours"], "µs")
    results.hold("ours ÷ Litestar's", added["ours"] / added["built-in"], at_most=1 / 6)


async def _session_of(app: Litestar) -> str:
    """Give the CSRF cookie that a browser would send back, as it would have one."""
    found: list[str] = []

    async def send(message: Any) -> None:
        found.extend(
            value.decode().partition(";")[0]
            for name, value in message.get("headers", [])
            if name == b"set-cookie"
        )

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": "/", "raw_path": b"/",
        "query_string": b"", "root_path": "", "scheme": "http", "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 5), "headers": [(b"host", b"127.0.0.1:8000")],
    }  # fmt: skip
    await app(scope, receive, send)  # type: ignore[arg-type]  # a plain scope
    return "; ".join([*found, "session=" + "a" * 43])


async def _reading(results: Results, file: Path, keys: Keys) -> None:
    """G7: one person's record through storage and through the raw driver."""
    db = await open_database(f"sqlite:///{file}", keys)
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA query_only=ON")
    turn = [0]

    def person() -> int:
        turn[0] = turn[0] % PEOPLE + 1
        return turn[0]

    async def through_storage() -> object:
        return await read_record(db, person())

    async def through_driver() -> object:
        at = (person(),)
        return (
            raw.execute("SELECT * FROM person WHERE id = ?", at).fetchall(),
            raw.execute("SELECT * FROM record_span WHERE person_id = ?", at).fetchall(),
            raw.execute("SELECT * FROM record_bonus WHERE person_id = ?", at).fetchall(),
        )

    took = await in_turn_async({"storage": through_storage, "driver": through_driver}, times=2_000)
    raw.close()
    await db.close()
    results.title("One person's whole record (G7), CPU")
    results.tell("raw driver, tuples", took["driver"] * MEGA, "µs")
    results.tell("read_record, typed values, number opened", took["storage"] * MEGA, "µs")
    results.hold("read_record ÷ raw driver", took["storage"] / took["driver"], at_most=3)


def _sizes(results: Results, file: Path) -> None:
    """G6: the bytes of spans against the same facts as a row a month."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA foreign_keys=OFF")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(record_span)")]
    kept = [name for name in columns if name not in {"first", "last", "span_no"}]
    months = ", ".join(name for name in kept if name != "person_id")
    connection.execute(
        f"CREATE TABLE months (person_id INTEGER, month INTEGER, scheme INTEGER, {months.replace('scheme, ', '')}, "
        "PRIMARY KEY (person_id, month, scheme)) WITHOUT ROWID"
    )
    last = 12 * DATA_DATE.year + DATA_DATE.month - 2
    connection.execute(
        "WITH RECURSIVE n(m) AS (SELECT 23000 UNION ALL SELECT m + 1 FROM n WHERE m < ?) "
        f"INSERT OR IGNORE INTO months (person_id, month, {months}) "
        f"SELECT person_id, n.m, {months} FROM record_span s JOIN n "
        "ON n.m BETWEEN s.first AND coalesce(s.last, ?) ORDER BY person_id, n.m",
        (last, last),
    )
    connection.commit()
    size = {
        table: connection.execute(
            "SELECT sum(pgsize) FROM dbstat WHERE name = ?", (table,)
        ).fetchone()[0]
        / PEOPLE
        for table in ("record_span", "months", "record_bonus", "person")
    }
    connection.close()
    results.title("Bytes a person with 45 years (G6), SQLite")
    for table, bytes_ in size.items():
        results.tell(f"table {table}", bytes_, "bytes")
    results.hold("rows a month ÷ spans", size["months"] / size["record_span"], at_least=25)


def _page() -> bytes:
    """Give a page as the grid is: 46 rows of 12 cells."""
    cells = "".join(
        f'<td><a href="/record/months/{year}-{month:02d}">{"厚未納"[(year * month) % 3]}'
        f'<span class="vh">昭和{year - 1925}年{month}月 国民年金</span></a></td>'
        for year in range(1980, 2026)
        for month in range(1, 13)
    )
    return f"<!DOCTYPE html><main><table>{cells}</table></main>".encode()


def _compression(results: Results) -> None:
    """G5: our compression of a page against Litestar's default gzip."""
    page = _page()
    headers = [(b"content-type", b"text/html; charset=utf-8")]
    took = in_turn(
        {
            "gzip": lambda: gzip.compress(page, 9, mtime=0),
            "ours": lambda: compression.compress(headers, page, b"gzip, deflate, br"),
        },
        times=100,
    )
    small = len(compression.compress(headers, page, b"br")[1])
    results.title(f"Compressing a page of {len(page) / 1000:.0f} KB (G5), CPU")
    results.tell("Litestar's default, gzip 9", took["gzip"] * MEGA, "µs")
    results.tell(
        f"ours, brotli {compression.BROTLI_QUALITY}, {small:,} bytes", took["ours"] * MEGA, "µs"
    )
    results.hold("ours ÷ Litestar's default", took["ours"] / took["gzip"], at_most=1 / 6)


def _flags(results: Results) -> None:
    law = load(DATA)
    records = list(lives(7, 200))
    turn = [0]

    def one() -> object:
        turn[0] += 1
        record = records[turn[0] % len(records)]
        return flags(law, career(record), DATA_DATE)

    took = in_turn({"flags": one}, times=400)
    results.title("All flags of a 45-year record")
    results.tell("months, runs and every rule", took["flags"] * 1000, "ms")
