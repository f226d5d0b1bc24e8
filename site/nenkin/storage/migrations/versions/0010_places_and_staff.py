"""Places, terminals, staff with roles: the first shape of «staff» was never written to

Revision: 0010, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0012"  # landed before it
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
POINTING = ("access_key", "session")
KINDS = (
    "kind IN ('town-hall', 'post-office', 'welfare-office', 'pension-office',"
    " 'consultation-centre', 'call-centre', 'back-office')"
)
ROLES = "role IN ('clerk', 'approver', 'manager', 'registrar', 'auditor')"


def on_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def drop_staff():
    if not on_sqlite():
        for table in POINTING:
            op.drop_constraint(f"fk_{table}_staff_id", table, type_="foreignkey")
    op.drop_table("staff")


def point_to_staff():
    if not on_sqlite():  # SQLite's references are names, and stand all the while
        for table in POINTING:
            op.create_foreign_key(f"fk_{table}_staff_id", table, "staff", ["staff_id"], ["id"])


def upgrade():
    drop_staff()
    op.create_table(
        "staff",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("staff_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("password_changed_at", BIG, nullable=True),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("blocklist", sa.Integer(), nullable=False),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", BIG, nullable=True),
        sa.Column("first_code_hash", sa.String(), nullable=True),
        sa.Column("first_code_until", BIG, nullable=True),
        sa.Column("trained_at", BIG, nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("last_sign_in_at", BIG, nullable=True),
        sa.Column("disabled_at", BIG, nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.CheckConstraint(
            "(password_hash IS NULL) = (password_changed_at IS NULL)",
            name=op.f("ck_staff_password"),
        ),
        sa.CheckConstraint(
            "(first_code_hash IS NULL) = (first_code_until IS NULL)",
            name=op.f("ck_staff_first_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_staff_staff_number")),
    )
    point_to_staff()
    op.create_table(
        "place",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("telephone", sa.String(), nullable=False),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("closed_at", BIG, nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_place_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
    )
    op.create_table(
        "terminal",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("cookie_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("code_until", BIG, nullable=True),
        sa.Column("registered_by", BIG, nullable=True),
        sa.Column("registered_at", BIG, nullable=False),
        sa.Column("revoked_at", BIG, nullable=True),
        sa.CheckConstraint(
            "cookie_hash IS NULL OR length(cookie_hash) = 32",
            name=op.f("ck_terminal_cookie_hash"),
        ),
        sa.CheckConstraint(
            "cookie_hash IS NULL OR code_hash IS NULL", name=op.f("ck_terminal_known")
        ),
        sa.CheckConstraint(
            "(code_hash IS NULL) = (code_until IS NULL)", name=op.f("ck_terminal_code")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_terminal_place_id")),
        sa.ForeignKeyConstraint(
            ["registered_by"], ["staff.id"], name=op.f("fk_terminal_registered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terminal")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_terminal_cookie_hash")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_terminal_code_hash")),
    )
    op.create_index("ix_terminal_place_id", "terminal", ["place_id"])
    op.create_table(
        "staff_grant",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("staff_id", BIG, nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("proposed_by", BIG, nullable=True),
        sa.Column("proposed_at", BIG, nullable=False),
        sa.Column("opened_by", BIG, nullable=True),
        sa.Column("opened_at", BIG, nullable=True),
        sa.Column("confirmed_by", BIG, nullable=True),
        sa.Column("confirmed_at", BIG, nullable=True),
        sa.Column("ended_by", BIG, nullable=True),
        sa.Column("ended_at", BIG, nullable=True),
        sa.CheckConstraint(ROLES, name=op.f("ck_staff_grant_role")),
        sa.CheckConstraint(
            "proposed_by <> staff_id", name=op.f("ck_staff_grant_proposed_for_another")
        ),
        sa.CheckConstraint(
            "opened_by <> staff_id", name=op.f("ck_staff_grant_opened_for_another")
        ),
        sa.CheckConstraint(
            "confirmed_by <> staff_id", name=op.f("ck_staff_grant_confirmed_for_another")
        ),
        sa.CheckConstraint(
            "opened_by <> proposed_by", name=op.f("ck_staff_grant_opened_by_another")
        ),
        sa.CheckConstraint(
            "confirmed_by <> proposed_by AND confirmed_by <> opened_by",
            name=op.f("ck_staff_grant_confirmed_by_a_third"),
        ),
        sa.CheckConstraint(
            "opened_by IS NULL OR (proposed_by IS NOT NULL AND opened_at IS NOT NULL)",
            name=op.f("ck_staff_grant_opened"),
        ),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR proposed_by IS NULL"
            " OR (confirmed_by IS NOT NULL AND opened_by IS NOT NULL)",
            name=op.f("ck_staff_grant_confirmed"),
        ),
        sa.CheckConstraint(
            "proposed_by IS NOT NULL OR confirmed_at IS NOT NULL",
            name=op.f("ck_staff_grant_by_nobody"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_grant_staff_id")),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_staff_grant_place_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["staff.id"], name=op.f("fk_staff_grant_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["staff.id"], name=op.f("fk_staff_grant_opened_by")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["staff.id"], name=op.f("fk_staff_grant_confirmed_by")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["staff.id"], name=op.f("fk_staff_grant_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_grant")),
    )
    op.create_index("ix_staff_grant_staff_id", "staff_grant", ["staff_id"])
    op.create_index("ix_staff_grant_place_id", "staff_grant", ["place_id"])
    goes_on = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_staff_grant_staff_id_place_id_role",
        "staff_grant",
        ["staff_id", "place_id", "role"],
        unique=True,
        sqlite_where=goes_on,
        postgresql_where=goes_on,
    )
    op.execute("ALTER TABLE session DROP COLUMN terminal")
    big = "INTEGER" if on_sqlite() else "BIGINT"
    op.execute(
        f"ALTER TABLE session ADD COLUMN terminal_id {big}"
        " CONSTRAINT fk_session_terminal_id REFERENCES terminal (id)"
    )


def downgrade():
    op.execute("DELETE FROM session WHERE staff_id IS NOT NULL")
    op.execute("ALTER TABLE session DROP COLUMN terminal_id")
    op.add_column("session", sa.Column("terminal", sa.String(), nullable=True))
    for table in ("staff_grant", "terminal", "place"):
        op.drop_table(table)
    drop_staff()
    op.create_table(
        "staff",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("staff_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("role", sa.SmallInteger(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("totp_step", BIG, nullable=True),
        sa.Column("created_at", BIG, nullable=False),
        sa.Column("last_sign_in_at", BIG, nullable=True),
        sa.Column("disabled_at", BIG, nullable=True),
        sa.CheckConstraint("role BETWEEN 1 AND 9", name=op.f("ck_staff_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_staff_staff_number")),
    )
    point_to_staff()
