"""The page of proof in words: each figure with the sentence that says how it is computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import format_decimal
from flask_babel import gettext as _

from shopapp.inquiries.complaints.queries import TopicFigures
from shopapp.kernel.clock import local, local_day
from shopapp.platform.access import ROLE_REACH, Reach, Role
from shopapp.platform.backups import LastBackup
from shopapp.platform.holdings import holdings
from shopapp.platform.i18n import show_date, show_day
from shopapp.platform.personal_data import ReceiverKind
from shopapp.privacy.proof.queries import Policy, Proof
from shopapp.privacy.proof.rules import FEW, Asked, Kept, is_few, kept_answers, kept_ends
from shopapp.privacy.wording import demand_words
from shopapp.records.capabilities import receiver_kind_words
from shopapp.records.rules import Ground, Receiver


@dataclass(frozen=True)
class Figure:
    """One figure: what is counted, and the count in words. `is_missing`: there is nothing to show yet."""

    label: str
    value: str
    is_missing: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the value is a bare number, which can be shown large."""
        return self.value.translate(str.maketrans("", "", ".,\u00a0")).isdigit()


@dataclass(frozen=True)
class Part:
    """One part of the page. `rows` is a list beside the figures; `how` says how all of it is computed."""

    key: str
    title: str
    figures: tuple[Figure, ...]
    how: str
    rows: tuple[tuple[str, str], ...] = ()
    href: str = ""
    more: str = ""


def parts(proof: Proof, now: datetime) -> list[Part]:
    """The whole page, in its order."""
    return [
        _policy(proof.policy),
        _requests(proof, now),
        _purge(proof),
        _receivers(proof),
        _staff(proof),
        _demands(proof.demands, now),
        _complaints(proof),
        _incidents(proof),
        _backup(proof.backup),
    ]


def count_words(count: int) -> str:
    """A count of people's matters; a small one is not told."""
    return str(_("fewer than %(few)s", few=FEW)) if is_few(count) else str(format_decimal(count))


def _count(label: str, count: int) -> Figure:
    return Figure(label, count_words(count))


def _kept(label: str, kept: Kept) -> Figure:
    if not kept.due:
        return Figure(label, str(_("none has been due yet")), is_missing=True)
    if is_few(kept.due):
        return Figure(label, str(_("too few to say")), is_missing=True)
    return Figure(label, str(_("%(kept)s of %(due)s", kept=kept.in_time, due=kept.due)))


def _policy(policy: Policy | None) -> Part:
    figures: tuple[Figure, ...] = (Figure(_("Version"), _("not published yet"), is_missing=True),)
    if policy is not None:
        figures = (
            Figure(_("Version in force"), str(policy.number)),
            Figure(_("In force since"), show_date(policy.effective_at)),
        )
    how = _("The newest version the program has published for this shop. It is written from what the program does.")
    link = {"href": "/chinh-sach-bao-mat", "more": _("Read the policy")}
    return Part("policy", _("Privacy policy"), figures, how, **link)


def _requests(proof: Proof, now: datetime) -> Part:
    asked: list[Asked] = list(proof.requests)
    today = local_day(now)
    figures = (
        _count(_("Received in 12 months"), len(asked)),
        _kept(_("First answer in time"), kept_answers(asked, today)),
        _kept(_("Carried out in time"), kept_ends(asked, today)),
    )
    how = _(
        "All requests to see, correct, take along, restrict or delete data of the last 365 days. In time is what was "
        "done by the day the law sets for it; what is not due yet counts neither as in time nor as late."
    )
    link = {"href": "/du-lieu-cua-toi", "more": _("Ask for my own data")}
    return Part("requests", _("Requests about personal data"), figures, how, **link)


def _purge(proof: Proof) -> Part:
    how = _(
        "From the record of the last nightly deletion: how many records of each sort had outlived their time and were "
        "removed or blanked. The record itself names nobody."
    )
    link = {"href": "/chinh-sach-bao-mat#storage_time", "more": _("How long data is kept")}
    if proof.purge is None or proof.purge.finished_at is None:
        nothing = (Figure(_("Last deletion"), _("none yet"), is_missing=True),)
        return Part("purge", _("Deletion when the time is over"), nothing, how, **link)
    removed = [line for line in proof.purge.lines if line.removed and line.holding != "account.warned"]
    rows = tuple((_removed(line.holding), count_words(line.removed)) for line in removed)
    figures: tuple[Figure, ...] = (Figure(_("Last deletion"), show_date(proof.purge.finished_at)),)
    if not any(is_few(line.removed) for line in removed):
        # A total beside all parts but one would tell the one that is not shown.
        figures += (_count(_("Records removed by it"), sum(line.removed for line in removed)),)
    return Part("purge", _("Deletion when the time is over"), figures, how, rows, **link)


def _removed(sort: str) -> str:
    words = {
        "order.received": _("Recipients of orders"),
        "order.sent": _("Senders of orders"),
        "customer": _("Customers without an account"),
        "inquiry": _("Questions, quotes and complaints"),
        "message": _("Sent messages"),
        "data_request": _("Requests about personal data"),
        "account.gone": _("Accounts out of use"),
        "evidence.consent": _("Consents that no longer count"),
        "evidence.disclosure": _("Reasons and papers of old disclosures"),
    }
    titles: Mapping[str, str] = {held.name: str(held.title) for held in holdings()} | words
    return titles.get(sort, str(_("Other records")))


def _receivers(proof: Proof) -> Part:
    figures = (Figure(_("Receivers today"), str(len(proof.receivers))),)
    how = _(
        "Everybody outside the shop with whom an agreement is in force today. Whoever is not on this list is given "
        "nothing, except on demands as counted below."
    )
    rows = tuple((_receiver_name(receiver), _agreement(receiver)) for receiver in proof.receivers)
    link = {"href": "/chinh-sach-bao-mat#receivers", "more": _("What each of them receives")}
    return Part("receivers", _("Who receives data"), figures, how, rows, **link)


def _receiver_name(receiver: Receiver) -> str:
    kind = receiver_kind_words(receiver.kind)
    gateways = (ReceiverKind.MAIL_GATEWAY, ReceiverKind.SMS_GATEWAY)
    return kind if receiver.kind in gateways else f"{kind}: {receiver.name}"


def _agreement(receiver: Receiver) -> str:
    if receiver.agreed_on is None:
        words = _("date of the agreement not noted")
    else:
        words = _("signed on %(date)s", date=show_day(receiver.agreed_on))
    if receiver.ends_on is not None:
        words = _("%(agreement)s, until %(date)s", agreement=words, date=show_day(receiver.ends_on))
    return str(words)


def _staff(proof: Proof) -> Part:
    everything = [role for role in Role if Reach.ALL in ROLE_REACH[role].values()]
    all_of_it = sum(count for role, count in proof.staff.items() if role in everything)
    figures = (
        Figure(_("People who may see all orders and inquiries"), str(all_of_it)),
        Figure(_("People who see only what they are in charge of"), str(sum(proof.staff.values()) - all_of_it)),
        _count(_("Times contact data was opened in full, 30 days"), proof.reads),
    )
    how = _(
        "Open staff accounts by what their role lets them see. Contact data is masked until somebody opens it; each "
        "opening is recorded with name, reason and time, and counted here."
    )
    link = {"href": "/chinh-sach-bao-mat#protection", "more": _("How data is protected")}
    return Part("staff", _("Who in the shop may see data"), figures, how, **link)


def _demands(demands: Mapping[Ground, Mapping[int, int]], now: datetime) -> Part:
    # No total of all years: beside the years that are shown it would tell the one that is not.
    figures = (_count(_("Demands of authorities this year"), demands[Ground.LEGAL_DEMAND].get(local(now).year, 0)),)
    rows = tuple(
        (f"{demand_words(ground)}, {year}", count_words(count))
        for ground, years in demands.items()
        for year, count in years.items()
    )
    how = _(
        "Lines of the register of disclosures in which data was given without an agreement, by the year they were "
        "written. Nobody can change or remove a line."
    )
    return Part("demands", _("Data given on demand"), figures, how, rows)


def _complaints(proof: Proof) -> Part:
    found = proof.complaints
    figures = (
        _count(_("Received in 12 months"), sum(row.received for row in found)),
        _kept(_("First answer in time"), _together(found, of_end=False)),
        _kept(_("Settled in time"), _together(found, of_end=True)),
    )
    how = _(
        "All complaints of the last 365 days whose times were promised to their senders. In time is what was done by "
        "that moment; what is not due yet counts neither as in time nor as late."
    )
    link = {"href": "/lien-he?loai=khieu-nai", "more": _("Send a complaint")}
    return Part("complaints", _("Complaints"), figures, how, **link)


def _together(found: Sequence[TopicFigures], *, of_end: bool) -> Kept:
    total = Kept()
    for row in found:
        one = row.end if of_end else row.answer
        total = replace(total, in_time=total.in_time + one.in_time, due=total.due + one.due)
    return total


def _incidents(proof: Proof) -> Part:
    figures = (
        Figure(_("Incidents, all years"), str(sum(year.open + year.closed for year in proof.incidents))),
        Figure(_("Of these not closed yet"), str(sum(year.open for year in proof.incidents))),
    )
    rows = tuple((str(year.year), str(year.open + year.closed)) for year in proof.incidents)
    how = _(
        "Incidents with personal data in the shop's register, by the year they were detected. Everybody concerned is "
        "told apart from this page."
    )
    link = {"href": "/bao-cao-an-ninh", "more": _("Report a safety problem")}
    return Part("incidents", _("Incidents"), figures, how, rows, **link)


def _backup(backup: LastBackup | None) -> Part:
    how = _(
        "What the program noted when it last made a backup itself. Copies made by other means are not known to it. A "
        "backup put back has every deletion repeated before anything is served."
    )
    if backup is None:
        figures: tuple[Figure, ...] = (Figure(_("Last backup"), _("not known"), is_missing=True),)
        return Part("backup", _("Backups"), figures, how)
    figures = (
        Figure(_("Last backup"), show_date(backup.made_at)),
        Figure(_("Read back after it was made"), _("yes") if backup.is_verified else _("no")),
        Figure(_("Encrypted"), _("yes") if backup.is_encrypted else _("no")),
    )
    return Part("backup", _("Backups"), figures, how)
