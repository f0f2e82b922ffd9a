-- When a request of the call last left, or came to nothing that is known: what is looked at after that and its grace.
ALTER TABLE call ADD COLUMN left_at INTEGER;
UPDATE call SET left_at = at;

-- Whether the change was given up before anybody knew if it had arrived. Until now only the words for it told.
ALTER TABLE change ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
UPDATE change SET doubted = 1 WHERE status = 'failed' AND EXISTS (
    SELECT 1 FROM call WHERE call.run = change.run AND call.i = change.call
    AND call.problem LIKE '{"title":"It is not known whether this arrived"%'
);
