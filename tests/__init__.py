"""The tests mirror shopapp/; architecture, browser, reliability, security and tooling stand beside it."""
