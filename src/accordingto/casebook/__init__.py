"""The casebook: captures, records, judgments and custody in one verifiable whole; the only room that speaks SQL."""
