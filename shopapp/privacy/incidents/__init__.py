"""The register of incidents: clocks, people concerned, report to the authority, notices, closing."""
