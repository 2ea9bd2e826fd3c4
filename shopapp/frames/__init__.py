"""The back office's frame: its home with the work that waits, the shop's place, navigation, what each role may do."""
