"""What a pack may say, how it is read, checked and worked out: programmes as data, nothing else."""
