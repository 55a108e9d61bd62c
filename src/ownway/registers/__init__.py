"""What every step writes in: the trail, people, letters, decisions, programmes, market, money and stories."""
