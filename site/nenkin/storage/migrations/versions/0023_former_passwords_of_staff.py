"""The last passwords of staff, which the profile seed refuses

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    op.create_table(
        "former_staff_password",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("replaced_at", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_former_staff_password_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_staff_password")),
    )
    op.create_index("ix_former_staff_password_staff_id", "former_staff_password", ["staff_id"])


def downgrade():
    op.drop_table("former_staff_password")
