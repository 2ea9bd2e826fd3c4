"""Measurements of the program. Nothing in shopapp needs them and no test runs them: a busy machine proves nothing."""
