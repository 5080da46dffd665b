"""What the laptop keeps: `outbox.db` (sealed blobs only), `visit.db` (encrypted), and who may open it."""
