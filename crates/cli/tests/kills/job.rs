//! What a run is to do: a sheet of changes all over, and a centre where much goes wrong.

use std::time::Duration;

use skillsheet_practice::{Dialect, Fault, Latency, Limit, Options, Rule, State};

use crate::world::{NAME, World};

const AGENTS: usize = 90;
const SKILLS: usize = 30;
/// Changes of each agent.
const EACH: usize = 3;

/// Requests that the centre allows in a window.
pub const LIMIT: usize = 60;
pub const WINDOW: Duration = Duration::from_secs(6);
/// How long after its connection broke a request may be carried out, as the connection is told.
const GRACE: &str = "3";

/// What a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub platform: &'static str,
    /// What goes wrong, and when the program is killed.
    pub seed: u64,
}

/// The centre before the sheet and once it is so, and the sheet.
pub struct Wanted {
    pub sheet: String,
    pub changes: usize,
    pub before: State,
    pub after: State,
}

impl Job {
    /// A centre, with its connection. Where `all_is_well`, nothing goes wrong at it.
    pub fn world(self, all_is_well: bool) -> World {
        let dialect = Dialect::named(self.platform).expect("there is such a platform");
        let latency = Latency { base: Duration::from_millis(20), jitter: Duration::from_millis(60) };
        let usual = Options { agents: 2 * AGENTS, skills: SKILLS, latency, ..Options::default() };
        // What a centre tells of its limit is told for a minute; here the window is shorter.
        let tells = matches!(dialect, Dialect::GenesysCloud(_));
        let limit = (!tells).then(|| Limit::sliding(LIMIT as u32, WINDOW));
        let options = Options { limit, ..usual.speaking(dialect) };
        let world = World::new(options);
        world.centre.set_sign_in_limit(None);
        let pace = format!("rate-limit={LIMIT}/{}", WINDOW.as_secs());
        let grace = format!("grace={GRACE}");
        world.connect_with(NAME, "sandbox", &["--set", &pace, "--set", &grace]).expect_status(0);
        if !all_is_well {
            world.centre.set_faults(self.faults());
        }
        world
    }

    /// Requests at once.
    pub fn concurrency(self) -> usize {
        if self.platform == "nice-cxone" { 2 } else { 6 }
    }

    /// Each kind of trouble strikes some writes. No request is struck more than twice where it can be told by its path,
    /// so that none is given up.
    fn faults(self) -> Vec<Rule> {
        let service_unavailable =
            |retry_after| Fault::Status { status: 503, retry_after, body: None, text: None, applies: false };
        let kinds = [
            Fault::ResetAfter,
            Fault::ApplyLate { millis: 400, status: 504 },
            Fault::Hang { seconds: 0.4, applies: true },
            Fault::Hang { seconds: 0.4, applies: false },
            service_unavailable(None),
            service_unavailable(Some(1)),
            Fault::ResetBefore,
            Fault::MalformedBody,
            Fault::TooManyRequests { retry_after: Some(1) },
        ];
        let methods = ["PUT", "PATCH", "POST", "DELETE"];
        let mut rules = Vec::new();
        for (at, fault) in kinds.into_iter().enumerate() {
            for (of, method) in methods.into_iter().enumerate() {
                let seed = self.seed.wrapping_mul(1000).wrapping_add((at * methods.len() + of) as u64);
                let rule = Rule::new(fault.clone()).method(method).path("skills").probability(0.03, seed);
                rules.push(if self.platform == "nice-cxone" { rule } else { rule.times(2).each_path() });
            }
        }
        // Looks go wrong as well, which costs no more than another look.
        rules.push(Rule::new(service_unavailable(None)).method("GET").path("skills").probability(0.02, self.seed));
        rules
    }

    /// Sets the centre up and writes the sheet: everybody gets a new level, a new skill, and loses one, each time of
    /// other skills, so that no request can carry much.
    pub fn wanted(self, world: &World) -> Wanted {
        let state = world.centre.state();
        let is_plain = |id: &str| state.switched_off.get(id).is_none_or(|off| off.is_empty());
        let agents: Vec<_> = world.agents().into_iter().filter(|agent| is_plain(&agent.id)).take(AGENTS).collect();
        assert_eq!(agents.len(), AGENTS);
        let (scale, skills) = (state.scale, state.directory.skills);
        let asked = |agent: usize| (0..EACH).map(move |at| (agent * 7 + at * 11) % SKILLS);
        for (number, agent) in agents.iter().enumerate() {
            let mut levels = world.levels(agent);
            for (at, skill) in asked(number).enumerate() {
                match at {
                    0 => levels.remove(&skills[skill].id),
                    _ => levels.insert(skills[skill].id.clone(), scale.least + 1),
                };
            }
            world.centre.set_assignments(&agent.id, levels);
        }
        let before = world.centre.state();
        let mut after = before.clone();
        let quoted = skills.iter().map(|skill| format!("\"{}\"", skill.name));
        let mut lines = vec![std::iter::once("E-mail".to_owned()).chain(quoted).collect::<Vec<_>>().join(",")];
        for (number, agent) in agents.iter().enumerate() {
            let mut cells = vec![String::new(); SKILLS];
            let levels = after.assignments.get_mut(&agent.id).expect("the agent");
            for (at, skill) in asked(number).enumerate() {
                let level = scale.least + 3;
                cells[skill] = if at + 1 < EACH { scale.shown(level).to_string() } else { "remove".to_owned() };
                match at + 1 < EACH {
                    true => levels.insert(skills[skill].id.clone(), level),
                    false => levels.remove(&skills[skill].id),
                };
            }
            lines.push(format!("{},{}", agent.email, cells.join(",")));
        }
        let sheet = world.file("skills.csv", lines.join("\n"));
        Wanted { sheet, changes: AGENTS * EACH, before, after }
    }
}
