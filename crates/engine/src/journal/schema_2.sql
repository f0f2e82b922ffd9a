-- What was sent lately is kept beside the journal: reads count too, and runs know only of their own requests.
ALTER TABLE fact DROP COLUMN answered;

-- Whether everything that was confirmed was looked at once more at the end, and had stayed or was told.
ALTER TABLE run ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;
