"""What the buttons do: one module for each group of the tab, one function for each button, of the button's name."""
