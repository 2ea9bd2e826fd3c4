"""Where this room's tables name a person."""

from shopapp.privacy.rights.holdings import HOLDINGS as REQUESTS
from shopapp.privacy.rights.visiting.holdings import HOLDINGS as VISITS

HOLDINGS = (*REQUESTS, *VISITS)
