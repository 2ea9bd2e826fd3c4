"""The page of proof: what a shop has really done with personal data, in figures the program computes each time.

Nothing on it is typed in by anybody. A figure that is not available says so; a small count that would point at a
person is not shown.
"""
