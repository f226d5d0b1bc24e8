"""Looking at what is closed to one alone, telling its person, and files of the audit trail

Revision: 0017, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OTHER = (
    "decided_by IS NOT NULL AND decided_by <> asked_by"
    " AND decided_session IS NOT NULL AND decided_session <> asked_session"
    " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
    " AND decided_terminal <> asked_terminal"
)
_BOTH = {
    "asked": "length(asked_session) = 32 AND asked_terminal <> ''",
    "decided": "(verdict IS NULL) = (decided_at IS NULL)",
    "verdict": "verdict IS NULL OR verdict IN ('allowed', 'refused')",
}
RULES = {
    "viewing": {
        **_BOTH,
        "kind": "kind IN ('view', 'lift', 'glass')",
        "whole": "whole IN (false, true)",
        "four_eyes": f"kind = 'glass' OR verdict IS NULL OR ({_OTHER})",
        "alone": "kind <> 'glass'"
        " OR (verdict IS NOT NULL AND verdict = 'allowed' AND decided_by IS NULL)",
        "until": "(until IS NOT NULL)"
        " = (verdict IS NOT NULL AND verdict = 'allowed' AND kind <> 'lift')",
        "short": "until IS NULL OR until - decided_at <= 3600000000",
        "elsewhere": "NOT whole OR kind = 'glass'"
        " OR (decided_place IS NOT NULL AND decided_place = asked_place)",
        "reviewed": "(reviewed_by IS NULL) = (reviewed_at IS NULL)",
        "found": "(reviewed_by IS NULL) = (fine IS NULL)",
        "reviewer": "reviewed_by IS NULL OR (reviewed_by <> asked_by"
        " AND (decided_by IS NULL OR reviewed_by <> decided_by))",
    },
    "telling": {"noted": "noted_terminal <> '' AND how <> ''"},
    "audit_export": {
        **_BOTH,
        "until_seq": "until_seq >= 0",
        "four_eyes": f"verdict IS NULL OR ({_OTHER})",
        "given": "given_at IS NULL OR (verdict IS NOT NULL AND verdict = 'allowed'"
        " AND entries IS NOT NULL AND digest IS NOT NULL AND length(digest) = 32)",
    },
}
_ASKED = ("id", "asked_by", "asked_session", "asked_terminal", "asked_at", "reason")
_DECIDED = ("verdict", "decided_by", "decided_session", "decided_terminal", "decided_at")
_REVIEWED = ("reviewed_by", "reviewed_at", "fine", "remark")
# Of each table: what never changes, what changes once, and by which column that once is told.
ONCE = {
    "viewing": (
        (*_ASKED, "kind", "case_id", "person_id", "asked_place"),
        (
            ((*_DECIDED, "decided_place", "whole", "until"), "verdict"),
            (_REVIEWED, "reviewed_at"),
        ),
    ),
    "audit_export": (
        (*_ASKED, "sought", "until_seq"),
        ((_DECIDED, "verdict"), (("given_at", "entries", "digest"), "given_at")),
    ),
}


def _triggers(sqlite):
    for table, (frozen, steps) in ONCE.items():
        act = f"BEGIN SELECT RAISE(ABORT, '{table}: kept as it was'); END"
        when = "WHEN {}"
        if not sqlite:
            yield (
                f"CREATE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table}: kept as it was'; END $$"
            )
            act, when = f"EXECUTE FUNCTION {table}_kept()", "FOR EACH ROW WHEN ({})"
            yield f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {act}"
        always = "" if sqlite else "FOR EACH ROW"
        names = ", ".join(frozen)
        yield f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OF {names} ON {table} {always} {act}"
        for columns, once in steps:
            yield (
                f"CREATE TRIGGER {table}_{once}_once BEFORE UPDATE OF {', '.join(columns)}"
                f" ON {table} {when.format(f'OLD.{once} IS NOT NULL')} {act}"
            )
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {always} {act}"
        if sqlite:  # INSERT OR REPLACE fires no delete trigger
            there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
            yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {act}"


def _bytes(name, *, optional=False):
    return sa.Column(name, sa.LargeBinary(), nullable=optional)


def _text(name, *, optional=False):
    return sa.Column(name, sa.String(), nullable=optional)


def _number(name, *, optional=False):
    return sa.Column(name, BIG, nullable=optional)


def _asked():
    return (
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        _number("asked_by"),
        _bytes("asked_session"),
        _text("asked_terminal"),
        _number("asked_at"),
        _bytes("reason"),
        _text("verdict", optional=True),
        _number("decided_by", optional=True),
        _bytes("decided_session", optional=True),
        _text("decided_terminal", optional=True),
        _number("decided_at", optional=True),
    )


def _kept(table, key, **targets):
    for name, rule in RULES[table].items():
        yield sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
    for column, target in targets.items():
        yield sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
    yield sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}"))


def upgrade():
    places = {"asked_place": "place.id", "decided_place": "place.id"}
    op.create_table(
        "viewing",
        *_asked(),
        _text("kind"),
        _number("case_id"),
        _number("person_id"),
        _number("asked_place"),
        _number("decided_place", optional=True),
        sa.Column("whole", sa.Boolean(), nullable=False),
        _number("until", optional=True),
        _number("reviewed_by", optional=True),
        _number("reviewed_at", optional=True),
        sa.Column("fine", sa.Boolean(), nullable=True),
        _bytes("remark", optional=True),
        *_kept("viewing", "id", case_id="office_case.id", person_id="person.id", **places),
    )
    is_open = sa.text("verdict IS NULL")
    op.create_index(
        "ix_viewing_open",
        "viewing",
        ["case_id", "asked_by", "kind"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_viewing_case_id", "viewing", ["case_id"])
    op.create_index("ix_viewing_person_id", "viewing", ["person_id"])
    op.create_index("ix_viewing_kind_asked_at", "viewing", ["kind", "asked_at"])
    op.create_table(
        "telling",
        sa.Column("person_id", BIG, autoincrement=False, nullable=False),
        _text("ways"),
        _text("how"),
        _number("noted_by"),
        _text("noted_terminal"),
        _number("noted_at"),
        *_kept("telling", "person_id", person_id="person.id"),
    )
    op.create_table(
        "audit_export",
        *_asked(),
        _text("sought"),
        _number("until_seq"),
        _number("given_at", optional=True),
        _number("entries", optional=True),
        _bytes("digest", optional=True),
        *_kept("audit_export", "id"),
    )
    op.create_index("ix_audit_export_asked_at", "audit_export", ["asked_at"])
    for statement in _triggers(op.get_bind().dialect.name == "sqlite"):
        op.execute(statement)


def downgrade():
    for table in ("audit_export", "telling", "viewing"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        for table in ONCE:
            op.execute(f"DROP FUNCTION {table}_kept()")
