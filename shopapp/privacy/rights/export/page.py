"""The page of a copy that people read: one file without scripts, put together record by record."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import render_template

from shopapp.platform.holdings import Holding
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.export.queries import About
from shopapp.privacy.rights.showing.kept import law_keeps
from shopapp.privacy.rights.showing.reading import Record, shown_contact
from shopapp.privacy.rights.showing.seen import GivenOut, Opened
from shopapp.privacy.rights.showing.words import keep_words
from shopapp.shops.queries import get_profile

# Stands in the frame where records go, so that head and foot are one template with its tags in balance.
_HERE = "<!-- records -->"


class Page:
    """The words of one copy, in the language being spoken."""

    def __init__(
        self, shop: ShopRef, about: About, found: Sequence[tuple[Holding, Sequence[int]]], now: datetime
    ) -> None:
        self._shop, self._about, self._found, self._now = shop, about, found, now
        self._ending = ""

    def head(self) -> str:
        """Everything before the first record."""
        return self._frame((), ()).partition(_HERE)[0]

    def foot(self, opened: Sequence[Opened], given: Sequence[GivenOut]) -> str:
        """Everything after the last record: who opened it, who received it, what law keeps."""
        return self._ending + self._frame(opened, given).partition(_HERE)[2]

    def section(self, held: Holding, count: int) -> str:
        """The heading of a holding, which ends the one before."""
        page = render_template(
            "privacy/storefront/rights_copy_section.html",
            here=_HERE,
            held=held,
            count=count,
            kept=keep_words(self._shop, held.keep),
        )
        begun, _here, ending = page.partition(_HERE)
        ended, self._ending = self._ending, ending
        return ended + begun

    def record(self, record: Record, paths: Mapping[tuple[str, int], str]) -> str:
        """One record with what hangs on it."""
        return render_template("privacy/storefront/rights_copy_record.html", record=record, paths=paths)

    def _frame(self, opened: Sequence[Opened], given: Sequence[GivenOut]) -> str:
        return render_template(
            "privacy/storefront/rights_copy.html",
            here=_HERE,
            profile=get_profile(self._shop),
            contacts=[shown_contact(contact, self._about.plain) for contact in sorted(self._about.plain)],
            now=self._now,
            opened=opened,
            given=given,
            law=law_keeps(self._shop, self._found),
            is_empty=not self._found,
        )
