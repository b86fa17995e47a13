"""Configuration: what files, the environment and the command line ask for, and which of them counts. Pure: text in, values out."""
