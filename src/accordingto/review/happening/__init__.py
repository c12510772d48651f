"""One event as its page shows it: who stands where, the numbers, the acts as told, the sources, the pictures."""
