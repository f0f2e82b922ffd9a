//! The teams of the agents that a review is about, as the contact centre knows them.

use std::collections::HashMap;

use skillsheet_skills::{Agent, Diagnostic, key};

use super::Update;
use super::lines::{Line, Origin};

/// A team whose agents have lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its name. Teams of one name are one here.
    pub name: String,
    /// Lines of its agents by kind, in the order Problem, Change, Add, Remove, Same.
    pub counts: [usize; 5],
}

impl Update {
    /// The teams whose agents have lines, in alphabetical order. The contact centre is asked, and no column of the sheet:
    /// who is in a team today is what counts.
    pub fn teams(&self) -> &[Team] {
        self.derived.teams.get_or_init(|| self.count_teams())
    }

    fn count_teams(&self) -> Vec<Team> {
        let mut counts: HashMap<&str, [usize; 5]> = HashMap::new();
        if self.directory().agents().iter().any(|agent| agent.team.is_some()) {
            for line in self.lines().list() {
                if let Some(team) = self.team_of(line) {
                    counts.entry(team).or_default()[line.kind as usize] += 1;
                }
            }
        }
        let mut teams: Vec<Team> =
            counts.into_iter().map(|(name, counts)| Team { name: name.to_owned(), counts }).collect();
        teams.sort_by_cached_key(|team| (key(&team.name), team.name.clone()));
        teams
    }

    /// The team of a line's agent; none where nobody knows whom the line is about, or what team that is.
    pub(super) fn team_of(&self, line: &Line) -> Option<&str> {
        let agent = match &line.origin {
            Origin::Problem(index) => self.agent_of(&self.checked().diagnostics[*index])?,
            Origin::Unread(agent) | Origin::Spared(agent, _) => self.directory().agent(agent)?,
            Origin::Planned(_) | Origin::LeftOut(_) => self.directory().agent(&self.change(line)?.agent)?,
        };
        agent.team.as_deref()
    }

    /// The agent that a problem's row is about, where that is clear.
    fn agent_of(&self, problem: &Diagnostic) -> Option<&Agent> {
        if let Some((agent, _)) = &problem.pair {
            return self.directory().agent(agent);
        }
        let (written, _) = self.written(problem);
        let entry = self.checked().agents.of(&written)?.meaning.entry()?;
        self.directory().agents().get(entry)
    }
}
