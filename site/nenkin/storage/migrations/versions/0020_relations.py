"""Who may search for whom, confirmed by the office

Revision: 0020, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0015"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RULES = {
    "others": "person_id <> of_person_id",
    "kind": "kind IN ('helper', 'survivor')",
    "scope": "scope = 'search'",
    "until": "until BETWEEN 18000101 AND 29991231",
    "proposed": "length(proposed_session) = 32 AND proposed_terminal <> ''",
    "decided": "(verdict IS NULL) = (decided_at IS NULL)",
    "verdict": "verdict IS NULL OR verdict IN ('approved', 'refused', 'withdrawn')",
    "four_eyes": "verdict IS NULL OR verdict = 'withdrawn'"
    " OR (decided_by IS NOT NULL AND decided_by <> proposed_by"
    " AND decided_session IS NOT NULL AND decided_session <> proposed_session"
    " AND decided_terminal IS NOT NULL AND decided_terminal <> ''"
    " AND decided_terminal <> proposed_terminal)",
    "ended": "(ended_at IS NULL) = (ended_how IS NULL)",
    "ended_how": "ended_how IS NULL OR ended_how IN ('office', 'person', 'restriction')",
}


def upgrade():
    op.create_table(
        "relation",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("of_person_id", BIG, nullable=False),
        sa.Column("helper_id", BIG, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tie", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("papers", sa.String(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("proposed_by", BIG, nullable=False),
        sa.Column("proposed_session", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_terminal", sa.String(), nullable=False),
        sa.Column("proposed_at", BIG, nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_session", sa.LargeBinary(), nullable=True),
        sa.Column("decided_terminal", sa.String(), nullable=True),
        sa.Column("decided_at", BIG, nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.Column("ended_how", sa.String(), nullable=True),
        *(
            sa.CheckConstraint(condition, name=op.f(f"ck_relation_{name}"))
            for name, condition in RULES.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_relation_{column}"))
            for column, target in (
                ("case_id", "office_case.id"),
                ("person_id", "person.id"),
                ("of_person_id", "person.id"),
                ("helper_id", "helper.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    is_open = sa.text("verdict IS NULL")
    op.create_index(
        "ix_relation_open",
        "relation",
        ["case_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    for column in ("case_id", "person_id", "of_person_id"):
        op.create_index(f"ix_relation_{column}", "relation", [column])


def downgrade():
    op.drop_table("relation")
