"""Rights over one's own data: requests of anybody, account or not, and the shop's desk that answers them."""
