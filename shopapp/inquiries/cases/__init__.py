"""Safety cases: misuse that somebody reports. Each is an inquiry with a thread, and a row that says what it is about.

A case opens from the public form, from the signal `accounts.signals.misuse_reported`, or because a higher room calls
`actions.open_case`; a room that holds something back until the case is decided ends it with `actions.settle`.
"""
