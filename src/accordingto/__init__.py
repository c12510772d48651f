"""accordingto: who said what, who did what to whom, when and where - according to whom."""
