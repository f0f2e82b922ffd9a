//! Names: what needs the person, and what they decide.

use skillsheet_engine::update::Thing;
use skillsheet_skills::{Choice, key};

use super::Studio;
use crate::error::Answer;
use crate::show;
use crate::view::{CandidateView, CommandError, MarkedView, NamesPage, NamesView, ThingView};

/// How many entries of the directory are offered at once.
const MOST_FOUND: usize = 20;

impl Studio {
    /// A page of names.
    pub fn names(&self, which: NamesView, search: &str, from: u32, count: u32) -> Answer<NamesPage> {
        self.with_update(|update| show::names(update, which, search, from as usize, count as usize))
    }

    /// Directory entries whose name, e-mail or id contains the text.
    pub fn find_in_directory(&self, thing: ThingView, text: &str) -> Answer<Vec<CandidateView>> {
        let wanted = key(text);
        self.with_update(|update| {
            let directory = update.directory();
            match thing {
                ThingView::Agent => directory
                    .agents()
                    .iter()
                    .filter(|agent| {
                        let email = agent.email.as_deref().unwrap_or_default();
                        [agent.name.as_str(), email, agent.id.as_str()].iter().any(|it| key(it).contains(&wanted))
                    })
                    .take(MOST_FOUND)
                    .map(show::agent_candidate)
                    .collect(),
                ThingView::Skill => directory
                    .skills()
                    .iter()
                    .filter(|skill| key(&skill.name).contains(&wanted) || key(skill.id.as_str()).contains(&wanted))
                    .take(MOST_FOUND)
                    .map(show::skill_candidate)
                    .collect(),
            }
        })
    }

    /// Settles a name: an id, or left out.
    pub fn settle_name(&self, thing: ThingView, written: &str, id: Option<String>) -> Answer<()> {
        self.change_update(|update| match thing {
            ThingView::Agent => {
                let choice = id.map_or(Choice::LeaveOut, |id| Choice::Use(id.into()));
                update.settle_agent(written, Some(choice));
            }
            ThingView::Skill => {
                let choice = id.map_or(Choice::LeaveOut, |id| Choice::Use(id.into()));
                update.settle_skill(written, Some(choice));
            }
        })
    }

    /// Opens a settled name again.
    pub fn reopen_name(&self, thing: ThingView, written: &str) -> Answer<()> {
        let connection = self.current()?;
        // What was remembered is forgotten, or it would settle the name again.
        if let Err(error) = self.session.memory().forget_alias(&connection.id, &key(written)) {
            tracing::warn!(%error, "what a name stood for was not forgotten");
        }
        self.set_terms(&connection);
        self.change_update(|update| match thing {
            ThingView::Agent => update.settle_agent(written, None),
            ThingView::Skill => update.settle_skill(written, None),
        })
    }

    /// Says what a mark or a word in the place of a level means, or that it is open again.
    pub fn set_mark(&self, written: &str, meaning: Option<MarkedView>) -> Answer<()> {
        let meaning = match meaning.map(show::marked_of) {
            Some(None) => return Err(CommandError::new("level", "This is no level", "Type a number.")),
            Some(Some(meaning)) => Some(meaning),
            None => None,
        };
        self.change_update(|update| update.set_mark(written, meaning))
    }

    /// Confirms what is proposed for every mark that is open; answers how many.
    pub fn confirm_marks(&self) -> Answer<u32> {
        self.change_update(|update| update.confirm_marks() as u32)
    }

    /// Uses every suggestion that is sure; answers how many.
    pub fn use_sure_suggestions(&self, thing: ThingView) -> Answer<u32> {
        self.change_update(|update| {
            let thing = match thing {
                ThingView::Agent => Thing::Agent,
                ThingView::Skill => Thing::Skill,
            };
            update.use_sure_suggestions(thing) as u32
        })
    }
}
