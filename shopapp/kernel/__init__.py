"""Ground rules of the trade without any framework: money, time, codes, phone numbers, folding, refusals."""
