"""The register of incidents: what happened to data, by when whom to report it, who is concerned and who has been told.

Offers `queries.count_incidents` to the page of proof. Everything here is for owners and managers; an authority sees an
incident only on the papers they hand over.
"""
