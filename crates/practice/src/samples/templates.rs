//! Sample sheets in the style of the forms that platforms hand out themselves, with an explanation of each column under the
//! headings. They have no mistakes: such a sheet is to load without a question.
//!
//! What is published of these forms is kept: the order and the names of the columns that are known, and how one cell holds
//! several skills. The explanations are our own words.

use super::person::{Person, Request};
use super::{Expected, SampleCell, SampleTable, Wish, or_empty, text};
use crate::state::{Agent, Skill, State};

const AGENTS: usize = 24;

/// A column of a form: its heading, what it is for, and what stands there about an agent.
type Column = (&'static str, &'static str, fn(&Agent) -> &str);

/// In the style of CXone's “Manage Multiple Users”: a row for each agent, `Y` where it has changed, and all skills in one cell by
/// their ids, such as `43464|3;5233|1`.
pub fn users_form(state: &State) -> SampleTable {
    const COLUMNS: [Column; 6] = [
        ("Row Changed", "Y where the row is to be uploaded", |_| "Y"),
        ("Username", "What the user signs in with; looks like an e-mail address", |agent| &agent.login),
        ("First Name", "The given name", |agent| names(agent).0),
        ("Last Name", "The family name", |agent| names(agent).1),
        ("Email Address", "Where messages go", |agent| &agent.email),
        ("Team Name", "Must exist already", |agent| &agent.team),
    ];
    let skills = ("Skill ID", "SkillID|ProficiencyLevel;SkillID|ProficiencyLevel");
    let packed = Packed { of: |skill| &skill.id, between: "|", after: ";" };
    people("Users", &COLUMNS, skills, state, &packed)
}

/// In the style of the file with which Genesys Cloud imports people: a row for each agent, and all skills in one cell by their
/// names, such as `Billing:5,Spanish:3`. Levels in halves stand there too, where the state has such.
pub fn people_import(state: &State) -> SampleTable {
    const COLUMNS: [Column; 11] = [
        ("name", "First and last name", |agent| &agent.name),
        ("email", "Work e-mail", |agent| &agent.email),
        ("phone_work", "With country code", |_| ""),
        ("extension", "Digits only", |_| ""),
        ("title", "Job title", |_| ""),
        ("department", "Any text", |agent| &agent.team),
        ("email_manager", "E-mail of the manager", |_| ""),
        ("location_work", "An office", |_| ""),
        ("roles_divisions", "As on the roles page", |_| ""),
        ("queues", "Separated by commas", |_| ""),
        ("division", "Home if left empty", |_| ""),
    ];
    let skills = ("skills", "Skill1:5,Skill2:3");
    let packed = Packed { of: |skill| &skill.name, between: ":", after: "," };
    people("people", &COLUMNS, skills, state, &packed)
}

/// A row for each agent and skill with an explanation under each heading, in the style of import forms for routing skills. Nobody
/// publishes this very form.
pub fn explained_list(state: &State) -> SampleTable {
    let scale = state.scale;
    let range = format!("{} to {}", scale.shown(scale.least), scale.shown(scale.most));
    let explained = vec![text("Work e-mail of the user"), text("The skill's name as it is"), text(&range)];
    let mut sheet = Sheet::new(explained);
    for (agent, requests) in requests(state) {
        for Request { skill, level, wish } in requests {
            sheet.row(vec![text(&agent.email), text(&skill.name), level], &[wish]);
        }
    }
    sheet.table("Routing skills", ["Email", "Skill name", "Proficiency"].map(str::to_owned).to_vec())
}

/// How one cell holds several skills.
struct Packed {
    /// What a skill is called.
    of: fn(&Skill) -> &str,
    /// What stands between a skill and its level.
    between: &'static str,
    /// What stands after each but the last.
    after: &'static str,
}

impl Packed {
    fn cell(&self, requests: &[Request<'_>]) -> SampleCell {
        let each = requests.iter().filter_map(|request| match request.level {
            SampleCell::Number(level) => Some(format!("{}{}{level}", (self.of)(request.skill), self.between)),
            _ => None,
        });
        text(&each.collect::<Vec<_>>().join(self.after))
    }
}

/// A form with a row for each agent, whose last column has the skills.
fn people(name: &str, columns: &[Column], skills: (&str, &str), state: &State, packed: &Packed) -> SampleTable {
    let all = |cells: Vec<SampleCell>, last| cells.into_iter().chain([last]).collect::<Vec<_>>();
    let explained = columns.iter().map(|(_, what, _)| text(what)).collect();
    let mut sheet = Sheet::new(all(explained, text(skills.1)));
    for (agent, requests) in requests(state) {
        let cells = columns.iter().map(|(.., of)| or_empty(of(agent))).collect();
        let wishes = requests.iter().map(|request| request.wish).collect::<Vec<_>>();
        sheet.row(all(cells, packed.cell(&requests)), &wishes);
    }
    let headings = columns.iter().map(|(heading, ..)| *heading).chain([skills.0]).map(str::to_owned);
    sheet.table(name, headings.collect())
}

/// Rows with the count of what they ask for.
struct Sheet {
    rows: Vec<Vec<SampleCell>>,
    expected: Expected,
}

impl Sheet {
    fn new(explained: Vec<SampleCell>) -> Self {
        Self { rows: vec![explained], expected: Expected::default() }
    }

    fn row(&mut self, cells: Vec<SampleCell>, wishes: &[Wish]) {
        self.rows.push(cells);
        wishes.iter().for_each(|wish| self.expected.count(*wish));
    }

    fn table(self, name: &str, headings: Vec<String>) -> SampleTable {
        let Self { rows, expected } = self;
        let (title, mistakes) = (Vec::new(), Vec::new());
        let expected_with_skill_fixed = expected;
        SampleTable { name: name.to_owned(), title, headings, rows, expected, expected_with_skill_fixed, mistakes }
    }
}

/// Agents from all over the list, each with something that is right already, a change and a skill more, as far as there is such.
fn requests(state: &State) -> impl Iterator<Item = (&Agent, Vec<Request<'_>>)> {
    let active = state.directory.agents.iter().filter(|agent| agent.active).collect::<Vec<_>>();
    let step = (active.len() / AGENTS).max(1);
    let each = active.into_iter().step_by(step).take(AGENTS).enumerate();
    each.map(|(turn, agent)| {
        let mut person = Person::new(state, agent, turn, None);
        let more = 40 + 10 * (turn as u32 % 6);
        let requests = [person.same(), person.change(), person.add(more)].into_iter().flatten().collect();
        (agent, requests)
    })
    .filter(|(_, requests): &(_, Vec<_>)| !requests.is_empty())
}

/// First and last name: what stands before the first space, and the rest.
fn names(agent: &Agent) -> (&str, &str) {
    agent.name.split_once(' ').unwrap_or((&agent.name, ""))
}
