"""Pages no single room owns: the home page, the look's style sheet, the icon, and what search engines read."""
