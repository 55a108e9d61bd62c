"""The desk of those who make programmes: drafts, findings, what people say, impact, publishing, taking back."""
