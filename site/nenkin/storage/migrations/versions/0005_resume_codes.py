"""Resume codes of history sheets, and the visits they let in

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "resume_code",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("sheet_id", BIG, nullable=False),
        sa.Column("finder", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("last_used_at", BIG, nullable=True),
        sa.CheckConstraint("length(finder) = 16", name=op.f("ck_resume_code_finder")),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["history_sheet.id"],
            name=op.f("fk_resume_code_sheet_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume_code")),
        sa.UniqueConstraint("sheet_id", name=op.f("uq_resume_code_sheet_id")),
        sa.UniqueConstraint("finder", name=op.f("uq_resume_code_finder")),
    )
    op.create_table(
        "resume_visit",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("visit_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_id", BIG, nullable=False),
        sa.Column("born_on", sa.Integer(), nullable=False),
        sa.Column("ends_at", BIG, nullable=False),
        sa.CheckConstraint("length(visit_hash) = 32", name=op.f("ck_resume_visit_visit_hash")),
        sa.CheckConstraint(
            "born_on BETWEEN 18000101 AND 29991231", name=op.f("ck_resume_visit_born_on")
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["resume_code.id"], name=op.f("fk_resume_visit_code_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume_visit")),
        sa.UniqueConstraint("visit_hash", name=op.f("uq_resume_visit_visit_hash")),
    )
    op.create_index("ix_resume_visit_code_id", "resume_visit", ["code_id"])
    op.create_index("ix_resume_visit_ends_at", "resume_visit", ["ends_at"])


def downgrade():
    op.drop_table("resume_visit")
    op.drop_table("resume_code")
