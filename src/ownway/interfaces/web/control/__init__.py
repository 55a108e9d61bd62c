"""The pages of step 4: who holds the money, part by part, from when, and where it is paid to."""
