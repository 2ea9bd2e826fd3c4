"""What is held about somebody in words: one reading behind the page, the copy to take away, and the desk."""
