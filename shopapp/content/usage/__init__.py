"""How much a shop is looked at: counted without cookies, without addresses, without telling anybody apart for longer
than a day."""
