-- What was sent lately is kept beside the journal: reads count too, and runs know only of their own requests.
ALTER TABLE fact DROP COLUMN answered;

-- Whether everything that was confirmed was looked at once more at the end, and had stayed or was told.
ALTER TABLE run ADD COLUMN verified INTEGER NOT NULL DEFAULT 0;

-- Which file this is and whether a program has it: a copy, and one that lost its latest facts, are told by that. Then
-- what agents have is looked at first, whatever the journal says.
CREATE TABLE home (
    place TEXT NOT NULL,
    open  INTEGER NOT NULL
);
ALTER TABLE run ADD COLUMN look_first INTEGER NOT NULL DEFAULT 0;

-- Runs that may be gone on with are found without reading all of history.
CREATE INDEX run_open ON run (status, n);
