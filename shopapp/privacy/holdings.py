"""Where this room's tables name a person."""

from shopapp.privacy.incidents.holdings import HOLDINGS as INCIDENTS
from shopapp.privacy.rights.holdings import HOLDINGS as REQUESTS
from shopapp.privacy.rights.visiting.holdings import HOLDINGS as VISITS

HOLDINGS = (*REQUESTS, *INCIDENTS, *VISITS)
