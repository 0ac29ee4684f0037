"""A real SMTP server on the loopback that can be made to fail, and programs that are killed while they send."""
