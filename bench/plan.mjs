// times each statement of the command path on the server: custom vs generic, quiet CPU by server utime
