"""History sheets and what was typed into them

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "history_sheet",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("visit_hash", sa.LargeBinary(), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("updated_at", BIG, nullable=False),
        sa.Column("expires_at", BIG, nullable=True),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR visit_hash IS NOT NULL", name=op.f("ck_history_sheet_whose")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_history_sheet_version")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_history_sheet_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_sheet")),
        sa.UniqueConstraint("person_id", name=op.f("uq_history_sheet_person_id")),
        sa.UniqueConstraint("visit_hash", name=op.f("uq_history_sheet_visit_hash")),
    )
    op.create_index("ix_history_sheet_expires_at", "history_sheet", ["expires_at"])
    op.create_table(
        "history_answer",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("sheet_id", BIG, nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("typed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("record_shown", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("updated_at", BIG, nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_history_answer_version")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["history_sheet.id"], name=op.f("fk_history_answer_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_answer")),
        sa.UniqueConstraint(
            "sheet_id", "entry", "page", name=op.f("uq_history_answer_sheet_id_entry_page")
        ),
    )


def downgrade():
    op.drop_table("history_answer")
    op.drop_table("history_sheet")
