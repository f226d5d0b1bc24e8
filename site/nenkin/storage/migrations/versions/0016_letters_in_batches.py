"""Letters in batches, and registered addresses

Revision: 0016, after 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0017"  # which landed last
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_LETTERS = ("batch_id", "again_of")


def upgrade():
    op.add_column("person", sa.Column("address", sa.LargeBinary(), nullable=True))
    op.create_table(
        "letter_batch",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", BIG, nullable=False),
        sa.Column("made_at", BIG, nullable=False),
        sa.Column("given_by", BIG, nullable=True),
        sa.Column("given_session", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", BIG, nullable=True),
        sa.Column("confirmed_by", BIG, nullable=True),
        sa.Column("confirmed_at", BIG, nullable=True),
        sa.Column("printed", sa.Integer(), nullable=True),
        sa.CheckConstraint("secret IN (false, true)", name=op.f("ck_letter_batch_secret")),
        sa.CheckConstraint("size > 0", name=op.f("ck_letter_batch_size")),
        sa.CheckConstraint(
            "(key IS NULL) = (confirmed_at IS NOT NULL)", name=op.f("ck_letter_batch_key")
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR given_at IS NOT NULL", name=op.f("ck_letter_batch_given")
        ),
        sa.CheckConstraint(
            "printed IS NULL OR printed BETWEEN 0 AND size", name=op.f("ck_letter_batch_printed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batch")),
    )
    op.create_index("ix_letter_batch_made_at", "letter_batch", ["made_at"])
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("large", sa.Boolean(), nullable=False, server_default="0"))
        letter.add_column(sa.Column("checked_at", BIG, nullable=True))
        letter.add_column(sa.Column("dropped_at", BIG, nullable=True))
        letter.add_column(sa.Column("batch_id", BIG, nullable=True))
        letter.add_column(sa.Column("batch_no", sa.Integer(), nullable=True))
        letter.add_column(sa.Column("again_of", BIG, nullable=True))
        letter.add_column(sa.Column("reason", sa.LargeBinary(), nullable=True))
        letter.create_check_constraint(op.f("ck_letter_large"), "large IN (false, true)")
        letter.create_check_constraint(
            op.f("ck_letter_batch"), "(batch_id IS NULL) = (batch_no IS NULL)"
        )
        letter.create_check_constraint(
            op.f("ck_letter_checked"), "batch_id IS NULL OR checked_at IS NOT NULL"
        )
        letter.create_check_constraint(
            op.f("ck_letter_printed"), "printed_at IS NULL OR batch_id IS NOT NULL"
        )
        letter.create_foreign_key(op.f("fk_letter_batch_id"), "letter_batch", ["batch_id"], ["id"])
        letter.create_foreign_key(op.f("fk_letter_again_of"), "letter", ["again_of"], ["id"])
        letter.create_unique_constraint(op.f("uq_letter_again_of"), ["again_of"])
        letter.create_unique_constraint(
            op.f("uq_letter_batch_id_batch_no"), ["batch_id", "batch_no"]
        )


def downgrade():
    with op.batch_alter_table("letter") as letter:
        for name in ("batch_id_batch_no", "again_of"):
            letter.drop_constraint(op.f(f"uq_letter_{name}"), type_="unique")
        for name in OF_LETTERS:
            letter.drop_constraint(op.f(f"fk_letter_{name}"), type_="foreignkey")
        for name in ("large", "batch", "checked", "printed"):
            letter.drop_constraint(op.f(f"ck_letter_{name}"), type_="check")
        for name in ("reason", "batch_no", "dropped_at", "checked_at", "large", *OF_LETTERS):
            letter.drop_column(name)
    op.drop_table("letter_batch")
    op.drop_column("person", "address")
