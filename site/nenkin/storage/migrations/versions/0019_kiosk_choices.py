"""What a kiosk's turn has chosen, and requests of people without a number

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.add_column("kiosk_visit", sa.Column("shown_until", BIG, nullable=True))
    op.add_column("kiosk_visit", sa.Column("sound", sa.SmallInteger(), nullable=True))
    op.create_table(
        "unnumbered_request",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("sent_at", BIG, nullable=False),
        sa.Column("sent", sa.LargeBinary(), nullable=False),
        sa.Column("done_at", BIG, nullable=True),
        sa.Column("done_by", BIG, nullable=True),
        sa.Column("found", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(found IS NULL) OR (done_at IS NOT NULL)", name=op.f("ck_unnumbered_request_done")
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], ["staff.id"], name=op.f(f"fk_unnumbered_request_{name}")
            )
            for name in ("staff_id", "done_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unnumbered_request")),
        sa.UniqueConstraint("number", name=op.f("uq_unnumbered_request_number")),
    )
    for name in ("staff_id", "sent_at", "done_at", "done_by"):
        op.create_index(f"ix_unnumbered_request_{name}", "unnumbered_request", [name])
    op.create_index("ix_person_born_on", "person", ["born_on"])


def downgrade():
    op.drop_index("ix_person_born_on", "person")
    op.drop_table("unnumbered_request")
    with op.batch_alter_table("kiosk_visit") as table:
        table.drop_column("sound")
        table.drop_column("shown_until")
