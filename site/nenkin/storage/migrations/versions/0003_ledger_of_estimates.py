"""The ledger of estimates can be appended to and nothing else

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE = tuple(
    f"""
    CREATE TRIGGER estimate_no_{word} BEFORE {word.upper()} ON estimate
    BEGIN SELECT RAISE(ABORT, 'the ledger of estimates is append-only'); END
    """
    for word in ("update", "delete")
)

POSTGRESQL = (
    """
    CREATE FUNCTION estimate_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the ledger of estimates is append-only'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER estimate_no_{word} BEFORE {word.upper()} ON estimate
        FOR EACH {each} EXECUTE FUNCTION estimate_append_only()
        """
        for word, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT"))
    ),
)


def upgrade():
    op.create_table(
        "estimate",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("shown_at", BIG, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("parameters", sa.String(), nullable=False),
        sa.Column("same", sa.LargeBinary(), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(same) = 16", name=op.f("ck_estimate_same")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_estimate_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimate")),
    )
    op.create_index("ix_estimate_person_id_shown_at", "estimate", ["person_id", "shown_at"])
    op.create_index("uq_estimate_person_id_same", "estimate", ["person_id", "same"], unique=True)
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade():
    op.drop_table("estimate")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION estimate_append_only()")
