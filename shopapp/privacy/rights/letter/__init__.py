"""The answer letter of a request: one page behind the request's own link, made to be printed."""
