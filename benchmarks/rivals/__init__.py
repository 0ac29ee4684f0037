"""The programs that we are compared with: scripts of their own, each started as a fresh process with a file's path."""
