"""Searches for records without an owner, with the answer that stands

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# INSERT OR REPLACE fires no delete trigger: a first use of id and number keeps it out.
SQLITE = (
    """
    CREATE TRIGGER ownerless_search_no_update BEFORE UPDATE ON ownerless_search
    BEGIN SELECT RAISE(ABORT, 'the first answer stands'); END
    """,
    """
    CREATE TRIGGER ownerless_search_no_delete BEFORE DELETE ON ownerless_search
    BEGIN SELECT RAISE(ABORT, 'searches are kept'); END
    """,
    """
    CREATE TRIGGER ownerless_search_no_replace BEFORE INSERT ON ownerless_search
    WHEN EXISTS (SELECT 1 FROM ownerless_search WHERE id = NEW.id OR number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'searches are kept'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION ownerless_search_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'searches are kept as they were'; END $$
    """,
    """
    CREATE TRIGGER ownerless_search_no_update BEFORE UPDATE ON ownerless_search
    FOR EACH ROW EXECUTE FUNCTION ownerless_search_kept()
    """,
    """
    CREATE TRIGGER ownerless_search_no_delete BEFORE DELETE ON ownerless_search
    FOR EACH ROW EXECUTE FUNCTION ownerless_search_kept()
    """,
    """
    CREATE TRIGGER ownerless_search_no_truncate BEFORE TRUNCATE ON ownerless_search
    FOR EACH STATEMENT EXECUTE FUNCTION ownerless_search_kept()
    """,
)


def upgrade():
    op.create_table(
        "ownerless_search",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("criteria", sa.LargeBinary(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ownerless_search_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerless_search")),
        sa.UniqueConstraint("number", name=op.f("uq_ownerless_search_number")),
    )
    op.create_index(
        "ix_ownerless_search_person_id_criteria", "ownerless_search", ["person_id", "criteria"]
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade():
    op.drop_table("ownerless_search")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION ownerless_search_kept()")
