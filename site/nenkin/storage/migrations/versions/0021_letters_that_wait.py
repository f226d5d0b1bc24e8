"""What waits for the post is found without a look at what was sent

Revision: 0021, after 0016, the last of a row that goes 0015, 0020, 0018, 0019, 0017, 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    unprinted = sa.text("batch_id IS NULL AND dropped_at IS NULL")
    op.create_index(
        "ix_letter_waiting",
        "letter",
        ["batch_id", "dropped_at", "created_at", "id"],
        sqlite_where=unprinted,
        postgresql_where=unprinted,
    )


def downgrade():
    op.drop_index("ix_letter_waiting", table_name="letter")
