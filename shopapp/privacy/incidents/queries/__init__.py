"""Every read of incidents that has a name."""

from shopapp.privacy.incidents.queries.people import PAGE as PEOPLE_PAGE
from shopapp.privacy.incidents.queries.people import (
    Group,
    Person,
    Tally,
    count_to_call,
    count_to_tell,
    find_group,
    list_groups,
    list_people,
    list_to_call,
    tally,
)
from shopapp.privacy.incidents.queries.register import (
    PAGE,
    IncidentRow,
    YearCount,
    count_incidents,
    find_by_source,
    find_incident,
    find_notice,
    list_clocks,
    list_closed,
    list_entries,
    list_open,
)

__all__ = [
    "PAGE",
    "PEOPLE_PAGE",
    "Group",
    "IncidentRow",
    "Person",
    "Tally",
    "YearCount",
    "count_incidents",
    "count_to_call",
    "count_to_tell",
    "find_by_source",
    "find_group",
    "find_incident",
    "find_notice",
    "list_clocks",
    "list_closed",
    "list_entries",
    "list_groups",
    "list_open",
    "list_people",
    "list_to_call",
    "tally",
]
