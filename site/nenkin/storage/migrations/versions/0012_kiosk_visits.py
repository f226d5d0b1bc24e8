"""People's turns at a kiosk

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "kiosk_visit",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", BIG, nullable=False),
        sa.Column("last_seen_at", BIG, nullable=False),
        sa.Column("reminded_at", BIG, nullable=False),
        sa.Column("ended_at", BIG, nullable=True),
        sa.CheckConstraint("length(id_hash) = 32", name=op.f("ck_kiosk_visit_id_hash")),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_kiosk_visit")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_kiosk_visit_last_seen_at", "kiosk_visit", ["last_seen_at"])


def downgrade():
    op.drop_table("kiosk_visit")
