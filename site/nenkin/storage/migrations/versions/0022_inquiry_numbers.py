"""People are found by 照会番号 too

Revision: 0022, after 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade():
    _rule("kind IN (1, 2, 3)")


def downgrade():
    op.execute("DELETE FROM number_alias WHERE kind = 3")
    _rule("kind IN (1, 2)")


def _rule(condition):
    name = op.f("ck_number_alias_kind")
    with op.batch_alter_table("number_alias") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, condition)
