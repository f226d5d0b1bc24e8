"""Proposals to correct a record, decided by a second person; and what people are told in the service

Revision: 0011, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FROZEN = (
    *("id", "case_id", "person_id", "undoes", "claim_id", "plan", "digest", "falls"),
    *("proposed_by", "proposed_session", "proposed_terminal", "proposed_at"),
)
RULES = {
    "digest": "length(digest) = 32",
    "falls": "falls IN (false, true)",
    "proposed": "length(proposed_session) = 32 AND proposed_terminal <> ''",
    "agreed": "(agreed_at IS NULL) = (agreed_how IS NULL)",
    "decided": "(verdict IS NULL) = (decided_at IS NULL)",
    "verdict": "verdict IS NULL OR verdict IN ('approved', 'refused', 'withdrawn', 'declined')",
    "four_eyes": "verdict IS NULL OR verdict NOT IN ('approved', 'refused')"
    " OR (decided_by IS NOT NULL AND decided_by <> proposed_by"
    " AND decided_session IS NOT NULL AND decided_session <> proposed_session"
    " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
    " AND decided_terminal <> proposed_terminal)",
    "approved": "(verdict IS NOT NULL AND verdict = 'approved') = (spans_added IS NOT NULL)",
    "losses": "verdict IS NULL OR verdict <> 'approved' OR NOT falls OR agreed_at IS NOT NULL",
}

# INSERT OR REPLACE fires no delete trigger: a first use of the id keeps it out.
SQLITE = (
    f"""
    CREATE TRIGGER correction_frozen BEFORE UPDATE OF {", ".join(FROZEN)} ON correction
    BEGIN SELECT RAISE(ABORT, 'what was proposed stays as it was'); END
    """,
    """
    CREATE TRIGGER correction_decided_once BEFORE UPDATE ON correction
    WHEN OLD.verdict IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'what was decided stays as it was'); END
    """,
    """
    CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction
    BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END
    """,
    """
    CREATE TRIGGER correction_no_replace BEFORE INSERT ON correction
    WHEN EXISTS (SELECT 1 FROM correction WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM correction WHERE case_id = NEW.case_id AND verdict IS NULL)
    BEGIN SELECT RAISE(ABORT, 'a proposal is open'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION correction_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'corrections are kept as they were'; END $$
    """,
    f"""
    CREATE TRIGGER correction_frozen BEFORE UPDATE OF {", ".join(FROZEN)} ON correction
    FOR EACH ROW EXECUTE FUNCTION correction_kept()
    """,
    """
    CREATE TRIGGER correction_decided_once BEFORE UPDATE ON correction
    FOR EACH ROW WHEN (OLD.verdict IS NOT NULL) EXECUTE FUNCTION correction_kept()
    """,
    """
    CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction
    FOR EACH ROW EXECUTE FUNCTION correction_kept()
    """,
    """
    CREATE TRIGGER correction_no_truncate BEFORE TRUNCATE ON correction
    FOR EACH STATEMENT EXECUTE FUNCTION correction_kept()
    """,
)


def upgrade():
    op.create_table(
        "correction",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("undoes", BIG, nullable=True),
        sa.Column("claim_id", BIG, nullable=True),
        sa.Column("plan", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("falls", sa.Boolean(), nullable=False),
        sa.Column("proposed_by", BIG, nullable=False),
        sa.Column("proposed_session", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_terminal", sa.String(), nullable=False),
        sa.Column("proposed_at", BIG, nullable=False),
        sa.Column("agreed_at", BIG, nullable=True),
        sa.Column("agreed_how", sa.String(), nullable=True),
        sa.Column("agreed_noted_by", BIG, nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_session", sa.LargeBinary(), nullable=True),
        sa.Column("decided_terminal", sa.String(), nullable=True),
        sa.Column("decided_at", BIG, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("spans_closed", sa.String(), nullable=True),
        sa.Column("spans_added", sa.String(), nullable=True),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_correction_{name}"))
            for name, condition in RULES.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_correction_{column}"))
            for column, target in (
                ("case_id", "office_case.id"),
                ("person_id", "person.id"),
                ("undoes", "correction.id"),
                ("claim_id", "ownerless_claim.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    is_open = sa.text("verdict IS NULL")
    op.create_index(
        "ix_correction_open",
        "correction",
        ["case_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(
        "ix_correction_case_id_proposed_at", "correction", ["case_id", "proposed_at"]
    )
    op.create_index("ix_correction_person_id", "correction", ["person_id"])
    op.create_table(
        "notice",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("read_at", BIG, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_notice_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_person_id_at", "notice", ["person_id", "at"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade():
    op.drop_table("notice")
    op.drop_table("correction")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION correction_kept()")
