"""What a shop tells: its news."""
