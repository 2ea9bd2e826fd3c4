"""The demo: five sample shops on this machine, with a web server, a worker and a mail sink, all kept under `var/`."""

from shopapp.operations.demo.start import run_demo

__all__ = ["run_demo"]
