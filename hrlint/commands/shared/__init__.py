"""What the commands share: the console, their inputs, the running of a linter, the showing of a report."""
