"""Mail as bytes and on its way: drafts, sending, mailboxes."""
