"""Wire copy in the formats of the IPTC: ninjs and NewsML-G2."""
