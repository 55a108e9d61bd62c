"""Looking over the whole: flags, figures and the bench where packs are made."""
