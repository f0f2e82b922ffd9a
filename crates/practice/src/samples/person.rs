//! An agent while a sheet is written: which of their skills no row has used yet.

use std::collections::VecDeque;

use super::{SampleCell, Wish, number, of_hundred, other_level};
use crate::scale::Scale;
use crate::state::{Agent, Skill, State};

pub(super) struct Person<'a> {
    pub(super) agent: &'a Agent,
    scale: Scale,
    held: VecDeque<(&'a Skill, u32)>,
    missing: VecDeque<&'a Skill>,
}

/// A good cell: the skill, what the cell says, and what that asks for.
pub(super) struct Request<'a> {
    pub(super) skill: &'a Skill,
    pub(super) level: SampleCell,
    pub(super) wish: Wish,
}

impl<'a> Person<'a> {
    /// An agent with the skills that rows may use; `turn` varies which come first.
    pub(super) fn new(state: &'a State, agent: &'a Agent, turn: usize, without: Option<&Skill>) -> Self {
        let level = |skill: &Skill| state.levels(&agent.id).and_then(|levels| levels.get(&skill.id)).copied();
        let skills = || state.directory.skills.iter().filter(move |skill| Some(*skill) != without);
        let held = skills().filter_map(|skill| level(skill).map(|level| (skill, level))).collect();
        let mut missing = skills().filter(|skill| level(skill).is_none()).collect::<VecDeque<_>>();
        let turns = missing.len().max(1);
        missing.rotate_left((turn * 5) % turns);
        Self { agent, scale: state.scale, held, missing }
    }

    pub(super) fn same(&mut self) -> Option<Request<'a>> {
        let (skill, level) = self.held.pop_front()?;
        Some(Request { skill, level: number(self.scale, level), wish: Wish::Same })
    }

    pub(super) fn change(&mut self) -> Option<Request<'a>> {
        let (skill, level) = self.held.pop_front()?;
        Some(Request { skill, level: number(self.scale, other_level(self.scale, level)), wish: Wish::Change })
    }

    /// A skill more, at a level of 0 to 100 as it stands on the scale.
    pub(super) fn add(&mut self, level: u32) -> Option<Request<'a>> {
        let skill = self.missing.pop_front()?;
        Some(Request { skill, level: of_hundred(self.scale, level), wish: Wish::Add })
    }

    pub(super) fn remove(&mut self) -> Option<Request<'a>> {
        let (skill, _) = self.held.pop_front()?;
        Some(Request { skill, level: SampleCell::Empty, wish: Wish::Remove })
    }

    /// A skill that the agent does not have and no other row is about.
    pub(super) fn unused(&mut self) -> Option<&'a Skill> {
        self.missing.pop_front()
    }
}
