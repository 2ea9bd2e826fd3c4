"""Forms of inquiries; they hand over drafts and never touch the database."""
