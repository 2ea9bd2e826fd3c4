"""Structured logs, one JSON line an event, without personal data."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# What could be a phone number, an address or a link's token is blotted out even where a caller slipped.
_BLOTS = (
    (re.compile(r"[^\s@\"'=]+@[^\s@\"']+\.[^\s@\"']+"), "[email]"),
    (re.compile(r"(?<![\w-])\+?\d[\d .-]{7,}\d(?![\w-])"), "[number]"),
    (re.compile(r"\b[0-9a-f]{48}\b"), "[token]"),
)
_SAFE = frozenset({"timestamp", "event", "level", "duration_ms", "shop_id", "row_id", "version"})


def blot(text: str) -> str:
    """The text with e-mail addresses, long numbers and link tokens replaced."""
    for pattern, word in _BLOTS:
        text = pattern.sub(word, text)
    return text


def _blot_event(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if key not in _SAFE and isinstance(value, str):
            event[key] = blot(value)
    event["event"] = blot(str(event.get("event", "")))
    return event


def _drop_exception_values(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception's text may quote what was typed (a failed statement quotes its parameters): keep type and place."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        frames, step = [], error.__traceback__
        while step is not None:
            frames.append(f"{step.tb_frame.f_code.co_filename.rsplit('/', 3)[-1]}:{step.tb_lineno}")
            step = step.tb_next
        event["where"] = " < ".join(reversed(frames[-8:]))
    return event


def init_logs(level: str) -> None:
    """Write JSON lines to standard error; libraries' own logs pass through the same filter."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _drop_exception_values,
        _blot_event,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processor=structlog.processors.JSONRenderer(ensure_ascii=False)
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


log = structlog.get_logger()
