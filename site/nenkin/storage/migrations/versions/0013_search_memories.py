"""What is remembered after a search for records without an owner

Revision: 0013, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"  # which landed last
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "ownerless_memory",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("search_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("at", BIG, nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("late IN (false, true)", name=op.f("ck_ownerless_memory_late")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ownerless_memory_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["search_id"], ["ownerless_search.id"], name=op.f("fk_ownerless_memory_search_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerless_memory")),
    )
    op.create_index("ix_ownerless_memory_search_id", "ownerless_memory", ["search_id"])


def downgrade():
    op.drop_table("ownerless_memory")
