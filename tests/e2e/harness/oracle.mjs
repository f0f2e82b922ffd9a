// What a sheet asks of a centre, and with how few requests that can be had, worked out anew from the sheet's cells, the centre's
// state and its log: not by the app's code.

/**
 * A grid's wishes: agents by e-mail in the rows, skills by name in the columns. `meant` says what misspelt headings mean.
 * Cells that are neither a level of the centre nor a word for removal ask for nothing.
 */
export function gridWishes({ rows }, state, { meant = {} } = {}) {
  const [headings, ...people] = rows;
  const agents = new Map(state.directory.agents.map((agent) => [agent.email, agent]));
  const skills = new Map(state.directory.skills.map((skill) => [skill.name, skill]));
  const email = headings.indexOf('E-mail');
  const wishes = [];
  people.forEach((cells, index) => {
    const agent = agents.get(cells[email]);
    headings.forEach((heading, column) => {
      const skill = skills.get(meant[heading] ?? heading);
      const value = cells[column];
      if (!agent || !skill || value === null || value === undefined) return;
      const level = value === 'remove' || value === '-' ? null : value;
      if (level !== null && !isLevel(level, state.scale)) return;
      wishes.push({ row: index + 2, agent: agent.id, skill: skill.id, level });
    });
  });
  return wishes;
}

/** Whether a cell is a level on the centre's scale, in the platform's own numbers. */
export function isLevel(cell, { least, most, step }) {
  return typeof cell === 'number' && cell >= least && cell <= most && Number.isInteger(cell / step);
}

/** The centre's whole state once the wishes are fulfilled, and the wishes that change something. */
export function fulfilled(wishes, state) {
  const after = structuredClone(state);
  const held = ({ agent, skill }) => state.assignments[agent][skill] ?? null;
  const changes = wishes.filter((wish) => held(wish) !== wish.level);
  for (const { agent, skill, level } of changes) {
    if (level !== null) after.assignments[agent][skill] = level;
    else take(after, agent, skill);
  }
  const verbOf = (wish) => (wish.level === null ? 'remove' : held(wish) === null ? 'add' : 'change');
  return { after, changes: changes.map((wish) => ({ ...wish, verb: verbOf(wish) })), agents: new Set(changes.map(({ agent }) => agent)) };
}

/** Takes a skill away, and with it that it was switched off; the state names only agents who have something switched off. */
function take(state, agent, skill) {
  delete state.assignments[agent][skill];
  const off = state.switchedOff?.[agent]?.filter((id) => id !== skill);
  if (off?.length === 0) delete state.switchedOff[agent];
  else if (off) state.switchedOff[agent] = off;
}

/**
 * The fewest requests that carry the changes where a request is of one kind and for one agent or one skill: as many as there are
 * changes of a kind no two of which share an agent or a skill (König's theorem).
 */
export function fewestByAxis(changes) {
  return ['add', 'change', 'remove'].reduce((sum, verb) => sum + mostApart(changes.filter((change) => change.verb === verb)), 0);
}

function mostApart(changes) {
  const skillsOf = new Map(changes.map(({ agent }) => [agent, []]));
  for (const { agent, skill } of changes) skillsOf.get(agent).push(skill);
  const agentOf = new Map();
  const place = (agent, tried) => skillsOf.get(agent).some((skill) => {
    if (tried.has(skill)) return false;
    tried.add(skill);
    if (agentOf.has(skill) && !place(agentOf.get(skill), tried)) return false;
    agentOf.set(skill, agent);
    return true;
  });
  for (const agent of skillsOf.keys()) place(agent, new Set());
  return agentOf.size;
}

/** The requests that write agents' skills, on any platform. */
export function writesIn(log) {
  return log.filter(({ method, path }) => method !== 'GET' && /\/(routing)?skills(\/|$)/.test(path));
}

/** The most requests that arrived in any window of this length. */
export function busiest(log, windowMicros) {
  let first = 0;
  return Math.max(...log.map(({ arrivedMicros }, last) => {
    while (log[first].arrivedMicros <= arrivedMicros - windowMicros) first += 1;
    return last - first + 1;
  }));
}
