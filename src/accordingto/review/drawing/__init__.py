"""Pictures that the server draws as SVG: they need no script and no connection, and every mark leads to its words."""
