"""Searches for records without an owner that are repeated when records arrive

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "standing_search",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("criteria", sa.LargeBinary(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", BIG, nullable=False),
        sa.Column("store_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_standing_search_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_search")),
        sa.UniqueConstraint(
            "person_id", "criteria", name=op.f("uq_standing_search_person_id_criteria")
        ),
    )
    op.create_index("ix_standing_search_store_day", "standing_search", ["store_day"])


def downgrade():
    op.drop_table("standing_search")
