"""What people look at: events, a comparison of parties, a time line; on the terminal and as a page of its own."""
