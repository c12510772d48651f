"""Acts: who did what to whom, by a codebook that is data."""
