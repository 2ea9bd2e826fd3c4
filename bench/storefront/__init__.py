"""What a visitor's browser has to bear: Lighthouse, the first paint on a slow line, and the bytes of the first view."""
