"""The application for any WSGI server: `wsgi:app`. `shopapp web` needs it not, but others do."""

from shopapp import create_app

app = create_app()
