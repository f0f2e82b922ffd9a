-- Times are whole microseconds since 1970 in UTC. JSON stands where only the program reads; columns where queries do.

CREATE TABLE run (
    n             INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    status        TEXT NOT NULL,
    reason        TEXT,
    started_at    INTEGER NOT NULL,
    ended_at      INTEGER,
    read_at       INTEGER NOT NULL,
    connection_id TEXT NOT NULL,
    connection    TEXT NOT NULL,
    place         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    account       TEXT NOT NULL,
    sheet         TEXT NOT NULL,
    tab           TEXT NOT NULL,
    by            TEXT NOT NULL,
    mode          TEXT NOT NULL,
    undo_of       TEXT,
    same_rows     INTEGER NOT NULL,
    problem_rows  INTEGER NOT NULL,
    pace          TEXT,
    trial         INTEGER,
    requests      INTEGER NOT NULL DEFAULT 0,
    slowed        INTEGER NOT NULL DEFAULT 0,
    sending       INTEGER NOT NULL DEFAULT 0,
    seq           INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX run_undo ON run (undo_of) WHERE undo_of IS NOT NULL;

-- What the person's sheet held, for the result workbook.
CREATE TABLE source (
    run  INTEGER PRIMARY KEY REFERENCES run (n) ON DELETE CASCADE,
    json TEXT NOT NULL
);

-- The calls of a plan: which request each is, and for a whole list what it carries and starts from. `again` and
-- `again_before` replace the plan's where it was made anew from a later state. `status` says how its changes stand
-- together.
CREATE TABLE call (
    run          INTEGER NOT NULL REFERENCES run (n) ON DELETE CASCADE,
    i            INTEGER NOT NULL,
    call         TEXT NOT NULL,
    before       TEXT NOT NULL,
    again        TEXT,
    again_before TEXT,
    status       TEXT NOT NULL,
    at           INTEGER,
    attempts     INTEGER NOT NULL DEFAULT 0,
    problem      TEXT,
    PRIMARY KEY (run, i)
);

-- What each call changes. `status` is what the facts come to; it is only ever written together with a fact. `found` is
-- what somebody else left.
CREATE TABLE change (
    run    INTEGER NOT NULL REFERENCES run (n) ON DELETE CASCADE,
    call   INTEGER NOT NULL,
    k      INTEGER NOT NULL,
    agent  TEXT NOT NULL,
    change TEXT NOT NULL,
    again  TEXT,
    kind   TEXT NOT NULL,
    status TEXT NOT NULL,
    found  TEXT,
    PRIMARY KEY (run, call, k)
) WITHOUT ROWID;
CREATE INDEX change_agent ON change (run, agent);

-- The agents of a run, and how all their changes stand together, whatever calls carry them.
CREATE TABLE agent (
    run    INTEGER NOT NULL REFERENCES run (n) ON DELETE CASCADE,
    agent  TEXT NOT NULL,
    n      INTEGER NOT NULL,
    before TEXT NOT NULL,
    status TEXT NOT NULL,
    at     INTEGER,
    seq    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, agent)
) WITHOUT ROWID;
CREATE INDEX agent_latest ON agent (run, seq DESC, n);
CREATE INDEX agent_needs ON agent (run, seq DESC, n) WHERE status IN ('failed', 'conflict');

-- How many agents and changes of a run have each status; kept beside them so that listing runs is cheap.
CREATE TABLE tally (
    run     INTEGER NOT NULL REFERENCES run (n) ON DELETE CASCADE,
    status  TEXT NOT NULL,
    agents  INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    added   INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (run, status)
) WITHOUT ROWID;

-- What happened, in order; about one agent of its call where it says so. `answered` marks the facts that end a request,
-- which the pace counts.
CREATE TABLE fact (
    n        INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL REFERENCES run (n) ON DELETE CASCADE,
    call     INTEGER NOT NULL,
    agent    TEXT,
    at       INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    fact     TEXT NOT NULL
);
CREATE INDEX fact_call ON fact (run, call);

-- Names of a run's sheet and of the agents and skills in its calls, as they were; a search looks into `folded`.
CREATE TABLE name (
    run    INTEGER NOT NULL REFERENCES run (n) ON DELETE CASCADE,
    what   TEXT NOT NULL,
    id     TEXT NOT NULL,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (run, what, id)
) WITHOUT ROWID;
