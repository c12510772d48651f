"""Many reports, one happening: events, positions, numbers as told and silence; works on records alone, no database."""
