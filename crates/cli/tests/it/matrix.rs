//! A sheet with a few agents down and three skills across, on a centre of any platform: what it says, and what the
//! centre holds once it is so.

use skillsheet_practice::{Agent, Dialect, Options, Skill, State};

use crate::world::{NAME, World};

/// What a column asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Another level of what the agents have.
    Change,
    /// What the agents do not have.
    Add,
    /// That the agents lose what they have.
    Remove,
}

pub struct Matrix {
    pub world: World,
    pub sheet: String,
    pub agents: Vec<Agent>,
    pub skills: Vec<Skill>,
    /// The centre before anything is sent.
    pub before: State,
    /// The centre once the sheet is so.
    pub wanted: State,
}

/// A fast centre of a platform.
pub fn fast(platform: &str) -> Options {
    Options::fast().speaking(Dialect::named(platform).expect("there is such a platform"))
}

impl Matrix {
    /// `count` agents by e-mail, and a skill by name for each of `asks`. Where the platform switches skills off, the
    /// first agent's first skill is one of those.
    pub fn new(options: Options, count: usize, asks: &[Ask]) -> Self {
        let world = World::connected(options);
        let (agents, skills) = cast(&world, count, asks.len());
        let scale = world.centre.state().scale;
        for agent in &agents {
            let mut levels = world.levels(agent);
            for (skill, ask) in skills.iter().zip(asks) {
                match ask {
                    Ask::Change | Ask::Remove => levels.insert(skill.id.clone(), scale.least + 1),
                    Ask::Add => levels.remove(&skill.id),
                };
            }
            world.centre.set_assignments(&agent.id, levels);
        }
        let before = world.centre.state();
        let (mut wanted, level) = (before.clone(), scale.least + 3);
        let quoted = |text: &str| format!("\"{text}\"");
        let names = skills.iter().map(|skill| quoted(&skill.name));
        let mut lines = vec![std::iter::once("E-mail".to_owned()).chain(names).collect::<Vec<_>>().join(",")];
        for agent in &agents {
            let levels = wanted.assignments.get_mut(&agent.id).expect("the agent");
            let mut cells = vec![agent.email.clone()];
            for (skill, ask) in skills.iter().zip(asks) {
                if *ask == Ask::Remove {
                    levels.remove(&skill.id);
                    cells.push("remove".to_owned());
                } else {
                    levels.insert(skill.id.clone(), level);
                    cells.push(scale.shown(level).to_string());
                }
            }
            let off = wanted.switched_off.entry(agent.id.clone()).or_default();
            off.retain(|skill| levels.contains_key(skill));
            lines.push(cells.join(","));
        }
        wanted.switched_off.retain(|_, off| !off.is_empty());
        let sheet = world.file("matrix.csv", lines.join("\n"));
        Matrix { world, sheet, agents, skills, before, wanted }
    }

    /// A command about the sheet.
    pub fn args<'a>(&'a self, command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
        [&[command, &self.sheet, "--connection", NAME, "--json"][..], more].concat()
    }

    #[track_caller]
    pub fn expect(&self, state: &State) {
        let now = self.world.centre.state();
        for agent in &state.directory.agents {
            let (held, wanted) = (now.levels(&agent.id), state.levels(&agent.id));
            assert_eq!(held, wanted, "{}: {}", self.world.platform, agent.email);
        }
        assert_eq!(now.switched_off, state.switched_off, "{}", self.world.platform);
    }
}

/// The agents and skills that the sheet is about.
fn cast(world: &World, agents: usize, skills: usize) -> (Vec<Agent>, Vec<Skill>) {
    let (state, active) = (world.centre.state(), world.agents());
    let off = state.switched_off.iter().find(|(id, _)| active.iter().any(|agent| agent.id == **id));
    let (agent, skill) = match off {
        Some((agent, off)) => (agent.clone(), off.first().expect("something is switched off").clone()),
        None => (active[0].id.clone(), world.skill(0).id),
    };
    let of = |id: &str| active.iter().find(|known| known.id == id).expect("the agent").clone();
    let others = active.iter().filter(|other| other.id != agent).take(agents - 1).cloned();
    let directory = &state.directory;
    let first = directory.skill(&skill).expect("the skill").clone();
    let more = directory.skills.iter().filter(|other| other.id != skill).take(skills - 1).cloned();
    (std::iter::once(of(&agent)).chain(others).collect(), std::iter::once(first).chain(more).collect())
}
