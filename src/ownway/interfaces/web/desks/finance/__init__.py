"""The finance desk: payment runs seen by four eyes, and bank details that a second person confirms."""
