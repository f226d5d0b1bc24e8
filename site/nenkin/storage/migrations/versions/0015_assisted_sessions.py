"""Assisted sessions at a counter

Revision: 0015, after 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RULES = {
    "staff_session": "length(staff_session) = 32",
    "code_hash": "code_hash IS NULL OR length(code_hash) = 16",
    "code": "(code_hash IS NULL) = (code_until IS NULL)",
    "kiosk_hash": "kiosk_hash IS NULL OR length(kiosk_hash) = 32",
    "person_hash": "person_hash IS NULL OR length(person_hash) = 32",
    "csrf_key": "length(csrf_key) = 32",
    "identified": "(seen IS NULL) = (identified_at IS NULL)",
    "identity_first": "consented_at IS NULL OR identified_at IS NOT NULL",
    "own_screen": "consented_at IS NULL OR kiosk_hash IS NOT NULL",
    "entered": "(consented_at IS NULL) = (person_hash IS NULL)",
}


def upgrade():
    op.create_table(
        "assisted_session",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("staff_session", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("started_at", BIG, nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("seen", sa.LargeBinary(), nullable=True),
        sa.Column("identified_at", BIG, nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_until", BIG, nullable=True),
        sa.Column("kiosk_hash", sa.LargeBinary(), nullable=True),
        sa.Column("consented_at", BIG, nullable=True),
        sa.Column("person_hash", sa.LargeBinary(), nullable=True),
        sa.Column("csrf_key", sa.LargeBinary(), nullable=False),
        sa.Column("referred", sa.String(), nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_assisted_session_{name}"))
            for name, rule in RULES.items()
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_assisted_session_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assisted_session_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assisted_session")),
        *(
            sa.UniqueConstraint(name, name=op.f(f"uq_assisted_session_{name}"))
            for name in ("number", "code_hash", "person_hash")
        ),
    )
    for name in ("staff_id", "staff_session", "person_id", "kiosk_hash"):
        op.create_index(f"ix_assisted_session_{name}", "assisted_session", [name])


def downgrade():
    op.drop_table("assisted_session")
