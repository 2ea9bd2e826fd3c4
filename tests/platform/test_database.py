"""The database itself: its log keeps nothing of what was erased."""

from flask import Flask

from shopapp.config import Settings
from shopapp.platform.database import db, transaction, truncate_log
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW


def test_the_log_of_the_embedded_database_is_emptied_unless_somebody_reads(app: Flask, settings: Settings) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            assert truncate_log()
            return
        log = settings.data / "shopapp.sqlite3-wal"
        with db.engine.connect() as reader:
            reader.exec_driver_sql("SELECT count(*) FROM shop").one()
            with acting_for(None), transaction():
                db.session.add(Dispatch(shop_id=1, kind="x", row_id=1, due_at=NOW, created_at=NOW))
            assert not truncate_log()
        assert log.stat().st_size > 0
        assert truncate_log()
        assert log.stat().st_size == 0
