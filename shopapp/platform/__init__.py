"""The ground every room stands on: database, shops' walls, access, personal data, web, jobs. Knows no room."""
