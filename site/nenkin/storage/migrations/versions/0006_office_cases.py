"""The office's queue of cases, and the states each has come to

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FROZEN = ("id", "number", "kind", "person_id", "follows", "sent_at", "sent")

# INSERT OR REPLACE fires no delete trigger: a number in order and a first use of an id keep it out.
SQLITE = (
    f"""
    CREATE TRIGGER office_case_frozen BEFORE UPDATE OF {", ".join(FROZEN)} ON office_case
    BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was'); END
    """,
    """
    CREATE TRIGGER office_case_no_delete BEFORE DELETE ON office_case
    BEGIN SELECT RAISE(ABORT, 'cases are kept'); END
    """,
    """
    CREATE TRIGGER office_case_no_replace BEFORE INSERT ON office_case
    WHEN EXISTS (SELECT 1 FROM office_case WHERE id = NEW.id OR number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'cases are kept'); END
    """,
    """
    CREATE TRIGGER office_case_step_no_update BEFORE UPDATE ON office_case_step
    BEGIN SELECT RAISE(ABORT, 'the steps of a case are append-only'); END
    """,
    """
    CREATE TRIGGER office_case_step_no_delete BEFORE DELETE ON office_case_step
    BEGIN SELECT RAISE(ABORT, 'the steps of a case are append-only'); END
    """,
    """
    CREATE TRIGGER office_case_step_no_gap BEFORE INSERT ON office_case_step
    WHEN EXISTS (SELECT 1 FROM office_case_step WHERE id = NEW.id) OR NEW.seq IS NOT (
        SELECT coalesce(max(seq), 0) + 1 FROM office_case_step WHERE case_id = NEW.case_id
    )
    BEGIN SELECT RAISE(ABORT, 'the steps of a case have no gaps'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION office_case_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'cases and their steps are kept as they were'; END $$
    """,
    """
    CREATE FUNCTION office_case_step_without_gap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.seq IS DISTINCT FROM (
            SELECT coalesce(max(seq), 0) + 1 FROM office_case_step WHERE case_id = NEW.case_id
        ) THEN
            RAISE EXCEPTION 'the steps of a case have no gaps';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER office_case_frozen BEFORE UPDATE OF {", ".join(FROZEN)} ON office_case
    FOR EACH ROW EXECUTE FUNCTION office_case_kept()
    """,
    """
    CREATE TRIGGER office_case_no_delete BEFORE DELETE ON office_case
    FOR EACH ROW EXECUTE FUNCTION office_case_kept()
    """,
    """
    CREATE TRIGGER office_case_no_truncate BEFORE TRUNCATE ON office_case
    FOR EACH STATEMENT EXECUTE FUNCTION office_case_kept()
    """,
    """
    CREATE TRIGGER office_case_step_no_update BEFORE UPDATE ON office_case_step
    FOR EACH ROW EXECUTE FUNCTION office_case_kept()
    """,
    """
    CREATE TRIGGER office_case_step_no_delete BEFORE DELETE ON office_case_step
    FOR EACH ROW EXECUTE FUNCTION office_case_kept()
    """,
    """
    CREATE TRIGGER office_case_step_no_truncate BEFORE TRUNCATE ON office_case_step
    FOR EACH STATEMENT EXECUTE FUNCTION office_case_kept()
    """,
    """
    CREATE TRIGGER office_case_step_no_gap BEFORE INSERT ON office_case_step
    FOR EACH ROW EXECUTE FUNCTION office_case_step_without_gap()
    """,
)


def upgrade():
    op.create_table(
        "office_case",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("follows", BIG, nullable=True),
        sa.Column("sent_at", BIG, nullable=False),
        sa.Column("sent", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", BIG, nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_office_case_version")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_office_case_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["follows"], ["office_case.id"], name=op.f("fk_office_case_follows")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_case")),
        sa.UniqueConstraint("number", name=op.f("uq_office_case_number")),
    )
    op.create_index("ix_office_case_follows", "office_case", ["follows"])
    op.create_index("ix_office_case_person_id_sent_at", "office_case", ["person_id", "sent_at"])
    op.create_index("ix_office_case_state_sent_at", "office_case", ["state", "sent_at"])
    op.create_table(
        "office_case_step",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("actor_kind", sa.SmallInteger(), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_office_case_step_seq")),
        sa.CheckConstraint(
            "actor_kind BETWEEN 1 AND 4", name=op.f("ck_office_case_step_actor_kind")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["office_case.id"], name=op.f("fk_office_case_step_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_case_step")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_office_case_step_case_id_seq")),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade():
    op.drop_table("office_case_step")
    op.drop_table("office_case")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION office_case_kept()")
        op.execute("DROP FUNCTION office_case_step_without_gap()")
