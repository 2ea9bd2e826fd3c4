"""Where this room's tables name a person."""

from shopapp.privacy.rights.holdings import HOLDINGS as REQUESTS

HOLDINGS = (*REQUESTS,)
