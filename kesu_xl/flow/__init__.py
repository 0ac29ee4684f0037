"""The only place that knows the order of the work: every command, button and library call is a function here."""
