"""The pages of step 1: answer, be told a sum with its reasons, have it checked, challenge it, move over."""
