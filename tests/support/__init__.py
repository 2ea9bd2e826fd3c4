"""Real peers for the tests: PostgreSQL, a browser, a mail server, and the program itself over HTTP."""
