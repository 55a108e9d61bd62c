"""What each page of step 4 does: a form is read, one action is called, and the next page is shown."""
