"""What a kiosk's turn has chosen: that numbers are shown for a while, and a tone

Revision: 0019, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.add_column("kiosk_visit", sa.Column("shown_until", BIG, nullable=True))
    op.add_column("kiosk_visit", sa.Column("sound", sa.SmallInteger(), nullable=True))


def downgrade():
    with op.batch_alter_table("kiosk_visit") as table:
        table.drop_column("sound")
        table.drop_column("shown_until")
