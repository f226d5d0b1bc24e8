"""How each case reached the office, and what clerks note in it for each other

Revision: 0018, after 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAYS = "notes in a case are append-only"
# INSERT OR REPLACE, which deletes without a trigger, is SQLite's.
SQLITE = (
    *(
        f"""
        CREATE TRIGGER case_note_no_{act} BEFORE {act.upper()} ON case_note
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
        """
        for act in ("update", "delete")
    ),
    f"""
    CREATE TRIGGER case_note_no_replace BEFORE INSERT ON case_note
    WHEN EXISTS (SELECT 1 FROM case_note WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{SAYS}'); END
    """,
)
POSTGRESQL = (
    f"""
    CREATE FUNCTION case_note_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{SAYS}'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER case_note_no_{act} BEFORE {act.upper()} ON case_note
        FOR EACH {"STATEMENT" if act == "truncate" else "ROW"} EXECUTE FUNCTION case_note_kept()
        """
        for act in ("update", "delete", "truncate")
    ),
)


def upgrade():
    op.create_table(
        "case_arrival",
        sa.Column("case_id", BIG, autoincrement=False, nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("place_id", BIG, nullable=True),
        sa.Column("worth_least", BIG, nullable=True),
        sa.Column("worth_most", BIG, nullable=True),
        sa.CheckConstraint(
            "way IN ('online', 'counter', 'post')", name=op.f("ck_case_arrival_way")
        ),
        sa.CheckConstraint(
            "(worth_least IS NULL) = (worth_most IS NULL)", name=op.f("ck_case_arrival_worth")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["office_case.id"], name=op.f("fk_case_arrival_case_id")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_case_arrival_place_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_arrival")),
    )
    op.create_index("ix_case_arrival_place_id", "case_arrival", ["place_id"])
    op.create_table(
        "case_note",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('note', 'paper')", name=op.f("ck_case_note_kind")),
        sa.ForeignKeyConstraint(["case_id"], ["office_case.id"], name=op.f("fk_case_note_case_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_case_note_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
    )
    op.create_index("ix_case_note_case_id_at", "case_note", ["case_id", "at"])
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade():
    op.drop_table("case_note")
    op.drop_table("case_arrival")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION case_note_kept()")
