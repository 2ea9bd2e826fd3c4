"""What the order form asks, why, and of whom: the form and the policy page are both built from this list."""

from dataclasses import dataclass, field

from shopapp.platform.personal_data import Kind, Subject

# Flowers come with a card whoever receives them; elsewhere a card goes with a gift only.
CARD_KINDS = frozenset({"florist"})


def N_(text: str) -> str:  # noqa: N802 - the name by which extractors find words that are translated later.
    """Mark an English message id; whoever shows it looks it up."""
    return text


@dataclass(frozen=True)
class AskSettings:
    """What a shop decides about its form: names of fields it insists on, and whether it delivers in slots."""

    required: frozenset[str] = field(default_factory=frozenset)
    has_slots: bool = True
    payment_methods: tuple[str, ...] = ("cod",)


@dataclass(frozen=True)
class AskedField:
    """One question of the form. Texts are message ids; `kind` is None where the answer tells nothing of a person.

    `why` says what the answer is needed for, `missing` what to do about an empty required field. A field with
    `only_gift` is asked only when somebody else receives the order.
    """

    name: str
    label: str
    required: bool
    why: str
    subject: Subject | None = None
    kind: Kind | None = None
    missing: str = ""
    only_gift: bool = False


def asked_fields(kind: str, settings: AskSettings) -> tuple[AskedField, ...]:
    """Every question the order form of a shop of this kind asks, in the order of the form."""
    asked = (*_sender(settings), *_recipient(kind), *_delivery(settings), *_rest())
    return tuple(asked)


def _sender(settings: AskSettings) -> tuple[AskedField, ...]:
    return (
        AskedField(
            "sender_name",
            N_("Name of the person ordering"),
            True,
            N_("So that the shop knows whom to ask for when it calls."),
            Subject.CUSTOMER,
            Kind.NAME,
            N_("Please type the name of the person ordering."),
        ),
        AskedField(
            "sender_phone",
            N_("Phone of the person ordering"),
            True,
            N_("The shop calls this number to confirm the order and sends messages about the delivery to it."),
            Subject.CUSTOMER,
            Kind.PHONE,
            N_("Please type a phone number at which the shop can reach the person ordering."),
        ),
        AskedField(
            "sender_email",
            N_("E-mail of the person ordering"),
            "email" in settings.required,
            N_("To send a copy of the order and news of its delivery by e-mail."),
            Subject.CUSTOMER,
            Kind.EMAIL,
            N_("Please type an e-mail address; this shop needs one for the order's papers."),
        ),
        AskedField(
            "language",
            N_("Language of the shop's messages"),
            True,
            N_("The shop writes about this order in this language."),
            missing=N_("Please choose a language."),
        ),
    )


def _recipient(kind: str) -> tuple[AskedField, ...]:
    return (
        AskedField(
            "for_whom",
            N_("Who receives the order?"),
            True,
            "",
            missing=N_("Please choose who receives the order."),
        ),
        AskedField(
            "recipient_name",
            N_("Recipient's name"),
            True,
            N_("So that the delivery reaches the right person. Used for this delivery only."),
            Subject.RECIPIENT,
            Kind.NAME,
            N_("Please type the recipient's name."),
            only_gift=True,
        ),
        AskedField(
            "recipient_phone",
            N_("Recipient's phone"),
            True,
            N_("The courier calls this number on arrival, and only then."),
            Subject.RECIPIENT,
            Kind.PHONE,
            N_("Please type the recipient's phone number."),
            only_gift=True,
        ),
        AskedField(
            "greeting",
            N_("Words on the card"),
            False,
            N_("The shop writes these words on the card that goes with the delivery."),
            Subject.RECIPIENT,
            Kind.FREE_TEXT,
            only_gift=kind not in CARD_KINDS,
        ),
    )


def _delivery(settings: AskSettings) -> tuple[AskedField, ...]:
    address = (
        AskedField(
            "province",
            N_("Province or city"),
            True,
            N_("The delivery fee depends on the place."),
            Subject.RECIPIENT,
            Kind.ADDRESS,
            N_("Please choose a province or city."),
        ),
        AskedField(
            "ward",
            N_("Ward or commune"),
            True,
            "",
            Subject.RECIPIENT,
            Kind.ADDRESS,
            N_("Please choose a ward or commune."),
        ),
        AskedField(
            "street",
            N_("House number and street"),
            True,
            N_("For example: 12 Ví Dụ street, building A, floor 3."),
            Subject.RECIPIENT,
            Kind.ADDRESS,
            N_("Please type the house number and the street."),
        ),
        AskedField("delivery_date", N_("Day of delivery"), True, "", missing=N_("Please choose a day of delivery.")),
    )
    slot = AskedField("slot", N_("Time of delivery"), True, "", missing=N_("Please choose a time of delivery."))
    return (*address, slot) if settings.has_slots else address


def _rest() -> tuple[AskedField, ...]:
    return (
        AskedField(
            "note",
            N_("Note for the shop"),
            False,
            N_("Anything the shop should know, such as where to wait or what to leave out."),
            Subject.CUSTOMER,
            Kind.FREE_TEXT,
        ),
        AskedField("payment", N_("Payment"), True, "", missing=N_("Please choose how to pay.")),
    )
