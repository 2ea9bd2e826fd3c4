"""shopapp: a storefront for small shops whose privacy policy is carried out by its code."""

from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from shopapp.config import Settings, take_settings_from_environment


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Without `settings` they are read from the environment; raises BadSetting when one is wrong."""
    from shopapp import features
    from shopapp.platform.database import db
    from shopapp.platform.i18n import init_i18n
    from shopapp.platform.logs import init_logs
    from shopapp.platform.settings import keep_settings
    from shopapp.platform.web.errors import init_errors
    from shopapp.platform.web.gate import init_gate
    from shopapp.platform.web.headers import init_headers
    from shopapp.platform.web.requests import init_requests
    from shopapp.platform.web.sharing import init_sharing
    from shopapp.platform.web.static import init_static
    from shopapp.platform.web.templating import init_templating

    settings = settings or take_settings_from_environment()
    init_logs(settings.log_level)
    app = Flask(__name__, static_folder=None, template_folder=str(beside_package("templates")))
    # People type addresses with a slash at the end; that is no reason to send them away.
    app.url_map.strict_slashes = False
    app.config.from_mapping(flask_config(settings))
    keep_settings(app, settings)
    db.init_app(app)
    Compress(app)
    init_requests(app)
    init_headers(app)
    init_gate(app)
    CSRFProtect(app)
    init_i18n(app, beside_package("translations"))
    init_templating(app)
    init_sharing(app)
    init_errors(app)
    init_static(app)
    features.register(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def beside_package(name: str) -> Path:
    """A folder of the program: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name


def flask_config(settings: Settings) -> dict[str, object]:
    """What Flask and its extensions read from their configuration."""
    postgres = settings.database.startswith("postgresql")
    pool = {"pool_size": max(5, settings.web_threads + 1), "max_overflow": 2}
    return {
        "SECRET_KEY": settings.secret_key,
        "SECRET_KEY_FALLBACKS": list(settings.old_secret_keys),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": pool | ({"pool_pre_ping": True} if postgres else {}),
        "MAX_CONTENT_LENGTH": settings.request_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.request_bytes,
        "MAX_FORM_PARTS": 500,
        "SESSION_COOKIE_NAME": "__Host-form" if settings.secure_cookies else "form",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_SSL_STRICT": False,
        "PREFERRED_URL_SCHEME": settings.scheme,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "application/json",
            "application/xml",
            "image/svg+xml",
            "text/plain",
        ],
        "COMPRESS_MIN_SIZE": 500,
        # A third of a millisecond more than the least level saves a tenth of the bytes; from nine on it costs twenty.
        "COMPRESS_BR_LEVEL": 7,
    }
