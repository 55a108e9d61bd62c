"""The rules of each programme, open to anyone: questions, points, money, limits, clocks, examples, versions."""
