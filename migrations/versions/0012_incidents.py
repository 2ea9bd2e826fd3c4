"""Keep a register of incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HAS_CONTACT = sa.text("contact <> ''")


def upgrade() -> None:
    _create_incident()
    _create_incident_clock()
    _create_incident_entry()
    _create_incident_group()
    _create_incident_notice()
    _create_incident_person()


def _create_incident() -> None:
    op.create_table(
        "incident",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=True),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("detected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data_kinds", sa.JSON(), nullable=False),
        sa.Column("happened", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("charge_name", sa.String(length=120), nullable=False),
        sa.Column("charge_contact", sa.String(length=200), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("opened_by_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_incident_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("shop_id", "code", name=op.f("uq_incident_shop_id_code")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_incident_shop_id_id")),
        sa.UniqueConstraint(
            "shop_id", "source_kind", "source_id", name=op.f("uq_incident_shop_id_source_kind_source_id")
        ),
        sa.UniqueConstraint("shop_id", "submission_key", name=op.f("uq_incident_shop_id_submission_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_shop_id_closed_at_id"), ["shop_id", "closed_at", "id"], unique=False
        )


def _create_incident_clock() -> None:
    op.create_table(
        "incident_clock",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("settled_by_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "incident_id"],
            ["incident.shop_id", "incident.id"],
            name=op.f("fk_incident_clock_shop_id_incident_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_incident_clock_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_clock")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_incident_clock_shop_id_id")),
        sa.UniqueConstraint("shop_id", "incident_id", "name", name=op.f("uq_incident_clock_shop_id_incident_id_name")),
        sqlite_autoincrement=True,
    )


def _create_incident_entry() -> None:
    op.create_table(
        "incident_entry",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "incident_id"],
            ["incident.shop_id", "incident.id"],
            name=op.f("fk_incident_entry_shop_id_incident_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_incident_entry_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_entry")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_incident_entry_shop_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_entry_shop_id_incident_id_id"), ["shop_id", "incident_id", "id"], unique=False
        )


def _create_incident_group() -> None:
    op.create_table(
        "incident_group",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("rule", sa.String(length=12), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("without", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "incident_id"],
            ["incident.shop_id", "incident.id"],
            name=op.f("fk_incident_group_shop_id_incident_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_incident_group_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_group")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_incident_group_shop_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incident_group_shop_id_incident_id"), ["shop_id", "incident_id"], unique=False
        )


def _create_incident_notice() -> None:
    op.create_table(
        "incident_notice",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("way", sa.String(length=5), nullable=False),
        sa.Column("vi", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("sms_vi", sa.String(length=300), nullable=False),
        sa.Column("sms_en", sa.String(length=300), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "incident_id"],
            ["incident.shop_id", "incident.id"],
            name=op.f("fk_incident_notice_shop_id_incident_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_incident_notice_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_notice")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_incident_notice_shop_id_id")),
        sa.UniqueConstraint("shop_id", "incident_id", name=op.f("uq_incident_notice_shop_id_incident_id")),
        sqlite_autoincrement=True,
    )


def _create_incident_person() -> None:
    op.create_table(
        "incident_person",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("incident_id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("has_email", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("told_by", sa.String(length=5), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "group_id"],
            ["incident_group.shop_id", "incident_group.id"],
            name=op.f("fk_incident_person_shop_id_group_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "incident_id"],
            ["incident.shop_id", "incident.id"],
            name=op.f("fk_incident_person_shop_id_incident_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_incident_person_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_person")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_incident_person_shop_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_person_shop_id_contact"), ["shop_id", "contact"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_person_shop_id_group_id"), ["shop_id", "group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_incident_person_shop_id_incident_id_told_by_id"),
            ["shop_id", "incident_id", "told_by", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_incident_person_shop_id_phone"), ["shop_id", "phone"], unique=False)
        batch_op.create_index(
            "uq_incident_person_shop_id_incident_id_contact",
            ["shop_id", "incident_id", "contact"],
            unique=True,
            sqlite_where=HAS_CONTACT,
            postgresql_where=HAS_CONTACT,
        )


def downgrade() -> None:
    op.drop_table("incident_person")
    op.drop_table("incident_notice")
    op.drop_table("incident_group")
    op.drop_table("incident_entry")
    op.drop_table("incident_clock")
    op.drop_table("incident")
