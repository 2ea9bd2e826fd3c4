"""Never use an id twice, also in tables that earlier migrations had copied without that promise on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND sql LIKE '%\tid INTEGER%' AND sql NOT LIKE '%AUTOINCREMENT%' ORDER BY name"
    )
    for name in connection.execute(sa.text(query)).scalars().all():
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    """Nothing to take back: the older version of the program gives out ids in either table."""
