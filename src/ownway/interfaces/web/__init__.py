"""The pages people use: one folder a step, the desks of those who work here, and the design they share."""
