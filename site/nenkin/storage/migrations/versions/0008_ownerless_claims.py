"""Claims on records without an owner

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "ownerless_claim",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("case_number", sa.String(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("proposed_by", BIG, nullable=False),
        sa.Column("proposed_at", BIG, nullable=False),
        sa.Column("merged_by", BIG, nullable=True),
        sa.Column("merged_at", BIG, nullable=True),
        sa.Column("span_no", sa.Integer(), nullable=True),
        sa.Column("undo_asked_by", BIG, nullable=True),
        sa.Column("ended_by", BIG, nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.CheckConstraint(
            "(merged_by IS NULL) = (merged_at IS NULL)", name=op.f("ck_ownerless_claim_merged")
        ),
        sa.CheckConstraint(
            "merged_by IS NULL OR merged_by <> proposed_by",
            name=op.f("ck_ownerless_claim_four_eyes"),
        ),
        sa.CheckConstraint(
            "(ended_by IS NULL) = (ended_at IS NULL)", name=op.f("ck_ownerless_claim_ended")
        ),
        sa.CheckConstraint(
            "undo_asked_by IS NULL OR ended_by IS NULL OR ended_by <> undo_asked_by",
            name=op.f("ck_ownerless_claim_undone"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ownerless_claim_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownerless_claim")),
    )
    op.create_index("ix_ownerless_claim_person_id", "ownerless_claim", ["person_id"])
    stands = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_ownerless_claim_standing",
        "ownerless_claim",
        ["record_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def downgrade():
    op.drop_table("ownerless_claim")
