"""Owns evidence: policy versions, acknowledgements, consent, receivers and what was disclosed, who read whose data.

Rows here are only ever added. Offers `actions.record_acknowledgement`, `record_consent`, `disclose`, `note_read`,
`publish_policy` and the reads in `queries`.
"""
