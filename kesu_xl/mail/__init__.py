"""Mail: a message, the outbox that keeps it until it is known to be sent, and the ways out of the house."""
