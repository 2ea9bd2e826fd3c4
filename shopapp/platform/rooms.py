"""What a room may contribute to the program; `features.py` holds the list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import click
from flask import Blueprint, Flask

from shopapp.platform.capabilities import Capability
from shopapp.platform.dispatch import Job
from shopapp.platform.holdings import Holding
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.panels import Panel


@dataclass(frozen=True)
class Periodic:
    """Work the worker does for each shop every so often; opens its own transaction."""

    name: str
    every: timedelta
    work: Callable[[ShopRef, datetime], None]


@dataclass(frozen=True)
class Room:
    """What one room contributes."""

    name: str
    blueprints: Sequence[Blueprint] = ()
    commands: Sequence[click.Command] = ()
    jobs: Mapping[str, Job] = field(default_factory=dict)
    periodic: Sequence[Periodic] = ()
    panels: Mapping[str, Sequence[Panel]] = field(default_factory=dict)
    capabilities: Sequence[Capability] = ()
    holdings: Sequence[Holding] = ()
    attach: Callable[[Flask], None] | None = None
