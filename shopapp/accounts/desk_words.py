"""What the back office says about staff: roles, how an account stands, why something was refused."""

from datetime import date

from flask_babel import gettext

from shopapp.accounts.queries import StaffRow
from shopapp.accounts.rules import EndNeeded, EndPast, LastOwner, NoEndForOwners, NotOnesOwn, OwnersOnly
from shopapp.kernel.refusal import Refusal
from shopapp.platform.access import Role


def role_words() -> dict[Role, str]:
    """Roles as they stand in a sentence's beginning."""
    return {
        Role.OWNER: gettext("Owner"),
        Role.MANAGER: gettext("Manager"),
        Role.SELLER: gettext("Sales staff"),
        Role.COURIER: gettext("Courier"),
        Role.AGENT: gettext("Outside agent"),
    }


def refusal_words(refusal: Refusal) -> str:
    """Why something about a member of staff was not done, and what would help."""
    words: dict[type[Refusal], str] = {
        NotOnesOwn: gettext("This is your own account. Another owner or manager can change it."),
        OwnersOnly: gettext("Only an owner may do this with an owner's account."),
        LastOwner: gettext("The shop needs at least one owner. Please make somebody else an owner first."),
        EndNeeded: gettext("An outside agent's access needs a last day."),
        EndPast: gettext("The last day must not lie in the past. To end access at once, close the account."),
        NoEndForOwners: gettext("An owner's access has no last day. Please leave it empty or choose another role."),
    }
    return str(words.get(type(refusal), gettext("That did not work. Please reload the page and try again.")))


def role_notes() -> dict[str, str]:
    """What a role is for, beside its name."""
    return {
        Role.OWNER.value: gettext("Everything, also other owners and how staff sign in."),
        Role.MANAGER.value: gettext("Runs the shop: orders, products, settings, staff; not owners."),
        Role.SELLER.value: gettext("Works on orders and answers inquiries; changes neither products nor settings."),
        Role.COURIER.value: gettext("Sees only the orders they are to deliver, with address, phone and amount."),
        Role.AGENT.value: gettext(
            "Works for somebody else: products, and the orders and inquiries they are in charge of, contacts masked."
        ),
    }


def state_of(person: StaffRow, today: date) -> tuple[str, str]:
    """(the badge's shape, the word) for how an account stands."""
    if not person.is_active:
        return "bad", gettext("closed")
    if not person.works_on(today):
        return "bad", gettext("ended")
    if not person.has_joined:
        return "new", gettext("invited")
    if person.ends_on:
        return "warn", gettext("until %(day)s", day=person.ends_on.strftime("%d/%m/%Y"))
    return "good", gettext("active")
