// What a sheet asks of a centre, worked out anew from the sheet's cells and the centre's state: not by the app's code.

/**
 * A grid's wishes: agents by e-mail in the rows, skills by name in the columns. `meant` says what misspelt headings mean.
 * Cells that are neither a level nor a word for removal ask for nothing.
 */
export function gridWishes({ rows }, state, { meant = {}, scale = { min: 0, max: 100 } } = {}) {
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
      if (level !== null && !(Number.isInteger(level) && level >= scale.min && level <= scale.max)) return;
      wishes.push({ row: index + 2, agent: agent.id, skill: skill.id, level });
    });
  });
  return wishes;
}

/** Everybody's levels once the wishes are fulfilled, and the wishes that change something. */
export function fulfilled(wishes, state) {
  const after = structuredClone(state.assignments);
  const changes = wishes.filter(({ agent, skill, level }) => (state.assignments[agent][skill] ?? null) !== level);
  for (const { agent, skill, level } of changes) {
    if (level === null) delete after[agent][skill];
    else after[agent][skill] = level;
  }
  return { after, changes, agents: new Set(changes.map(({ agent }) => agent)) };
}

/** The most requests that arrived in any window of this length. */
export function busiest(log, windowMicros) {
  let first = 0;
  return Math.max(...log.map(({ arrivedMicros }, last) => {
    while (log[first].arrivedMicros <= arrivedMicros - windowMicros) first += 1;
    return last - first + 1;
  }));
}
