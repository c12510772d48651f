"""The steps by which the tables of a casebook came to be what they are."""
