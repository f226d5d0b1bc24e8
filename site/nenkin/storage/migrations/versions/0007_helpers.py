"""Helpers with history sheets, and which of them wrote an answer

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "helper",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("finder", sa.LargeBinary(), nullable=False),
        sa.Column("powers", sa.SmallInteger(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("called", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", BIG, nullable=False),
        sa.Column("code_until", BIG, nullable=False),
        sa.Column("account_id", BIG, nullable=True),
        sa.Column("begun_at", BIG, nullable=True),
        sa.Column("knows_as", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.Column("ended_by", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("length(finder) = 16", name=op.f("ck_helper_finder")),
        sa.CheckConstraint("powers BETWEEN 1 AND 7", name=op.f("ck_helper_powers")),
        sa.CheckConstraint("until BETWEEN 18000101 AND 29991231", name=op.f("ck_helper_until")),
        sa.CheckConstraint(
            "(account_id IS NULL) = (begun_at IS NULL)", name=op.f("ck_helper_begun")
        ),
        sa.CheckConstraint("(ended_by IS NULL) = (ended_at IS NULL)", name=op.f("ck_helper_ended")),
        sa.CheckConstraint("ended_by BETWEEN 1 AND 5", name=op.f("ck_helper_ended_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_helper_person_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_helper_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper")),
        sa.UniqueConstraint("finder", name=op.f("uq_helper_finder")),
    )
    op.create_index("ix_helper_person_id", "helper", ["person_id"])
    op.create_index("ix_helper_account_id", "helper", ["account_id"])
    # Without a foreign key: SQLite adds none to a table that is there, and rows of helpers stay.
    op.add_column("history_answer", sa.Column("helper_id", BIG, nullable=True))


def downgrade():
    op.drop_column("history_answer", "helper_id")
    op.drop_table("helper")
