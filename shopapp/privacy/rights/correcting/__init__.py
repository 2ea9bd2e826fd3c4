"""What a person may correct themselves, because nobody else is touched by it."""
