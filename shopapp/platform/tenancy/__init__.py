"""Which shop: the core tables, the frozen reference a request carries, the scope a Session serves."""
