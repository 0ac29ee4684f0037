"""What we do ourselves, one step at a time: scripts of their own, each started as a fresh process."""
