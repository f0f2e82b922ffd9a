//! What the cells of levels ask for, and the marks among them.

use std::collections::HashMap;

use compact_str::CompactString;

use super::doubtful::{Doubtful, Numbers};
use crate::vocabulary::{asks_for_removal, is_dash, is_removal};
use crate::{
    CellRef, Diagnostic, Mark, Marked, Misfit, Overlay, Proficiency, Scale, Value, Wish, key, level, marks, problems,
};

/// What a cell asks for: a wish, nothing, or a problem.
pub(super) type Asked = Result<Option<Wish>, Box<Diagnostic>>;

/// What the texts in the place of levels mean, each looked at once.
#[derive(Debug)]
pub(super) struct Levels<'a> {
    scale: &'a Scale,
    overlay: &'a Overlay,
    /// Whether the person said what some number means.
    says_numbers: bool,
    zeros: bool,
    ones: bool,
    dashes: bool,
    numbers: Option<Numbers>,
    texts: HashMap<CompactString, Meant>,
    marks: Vec<Mark>,
    by_key: HashMap<String, usize>,
}

/// What a text means.
#[derive(Clone, Copy, Debug)]
enum Meant {
    Remove,
    Number(Proficiency),
    Mark(usize),
    /// An Excel error, as text files have them.
    Error,
    Unknown,
}

/// Excel's errors as its languages write them.
const ERRORS: &[&str] = &[
    "#n/a",
    "#ref!",
    "#div/0!",
    "#value!",
    "#name?",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "#getting_data",
    "#field!",
    "#blocked!",
    "#connect!",
    "#busy!",
    "#unknown!",
    "#nv",
    "#bezug!",
    "#wert!",
    "#zahl!",
    "#überlauf!",
    "#kalk!",
    "#valeur!",
    "#nom?",
    "#nombre!",
    "#nul!",
    "#n/d",
    "#¡valor!",
    "#¡ref!",
    "#¡num!",
    "#¡div/0!",
    "#¡nulo!",
    "#¿nombre?",
    "#valor!",
    "#núm!",
    "#nome?",
    "#nulo!",
    "#valore!",
    "#rif!",
    "#nullo!",
    "#n/b",
    "#waarde!",
    "#verw!",
    "#getal!",
    "#naam?",
    "#deel/0!",
    "#leeg!",
    "#n/d!",
    "#adr!",
    "#arg!",
    "#liczba!",
    "#nazwa?",
    "#dziel/0!",
    "#zero!",
];

impl<'a> Levels<'a> {
    pub(super) fn new(scale: &'a Scale, overlay: &'a Overlay) -> Self {
        Levels {
            scale,
            overlay,
            says_numbers: overlay.legend.says_numbers(),
            zeros: false,
            ones: false,
            dashes: false,
            numbers: None,
            texts: HashMap::new(),
            marks: Vec::new(),
            by_key: HashMap::new(),
        }
    }

    /// Asks what the sheet leaves open, instead of taking it as it is written.
    pub(super) fn ask(&mut self, doubtful: &Doubtful) {
        (self.zeros, self.ones) = (doubtful.zeros, doubtful.ones);
        (self.dashes, self.numbers) = (doubtful.dashes, doubtful.numbers);
    }

    /// The marks that were met, in the sheet's order.
    pub(super) fn into_marks(self) -> Vec<Mark> {
        self.marks
    }

    /// What a cell's value asks for.
    pub(super) fn value(&mut self, at: CellRef, value: &Value) -> Asked {
        match value {
            Value::Number(number) => match Proficiency::new(*number) {
                Some(level) => self.level(at, level),
                None => Err(Box::new(problems::not_a_level(at, value, self.scale))),
            },
            Value::Text(text) => self.text(at, text),
            _ if self.overlay.legend.is_empty() => Err(Box::new(problems::not_a_level(at, value, self.scale))),
            // The person may say what TRUE means.
            _ => match self.overlay.legend.get(&value.shown()) {
                Some(said) => {
                    let mark = self.mark(&value.shown(), at, said, Some(said));
                    self.marked(at, mark)
                }
                None => Err(Box::new(problems::not_a_level(at, value, self.scale))),
            },
        }
    }

    /// What a text asks for: a cell's, or that of an entry of a packed cell.
    pub(super) fn text(&mut self, at: CellRef, text: &str) -> Asked {
        let meant = match self.texts.get(text) {
            Some(meant) => *meant,
            None => {
                let meant = self.meant(at, text);
                self.texts.insert(text.into(), meant);
                meant
            }
        };
        match meant {
            Meant::Remove => Ok(Some(Wish::Remove)),
            Meant::Number(level) => self.level(at, level),
            Meant::Mark(mark) => self.marked(at, mark),
            Meant::Error => {
                let shown = Value::Error(text.trim_matches(crate::text::is_space).to_owned());
                Err(Box::new(problems::not_a_level(at, &shown, self.scale)))
            }
            Meant::Unknown => Err(Box::new(problems::not_a_level(at, &Value::Text(text.into()), self.scale))),
        }
    }

    fn meant(&mut self, at: CellRef, text: &str) -> Meant {
        if is_dash(text) {
            let said = self.overlay.legend.get(text);
            return match self.dashes || said.is_some() {
                true => Meant::Mark(self.mark(text, at, Marked::Nothing, said)),
                false => Meant::Remove,
            };
        }
        if is_removal(text) {
            return Meant::Remove;
        }
        if let Some(level) = level::parse(text) {
            return Meant::Number(level);
        }
        let said = self.overlay.legend.get(text);
        if said.is_none() && text.contains('#') && ERRORS.contains(&key(text).as_str()) {
            return Meant::Error;
        }
        if asks_for_removal(text) {
            return Meant::Mark(self.mark(text, at, Marked::Remove, said));
        }
        let proposed = marks::proposed(text, self.scale, self.overlay.turned_round).or(said);
        proposed.map_or(Meant::Unknown, |proposed| Meant::Mark(self.mark(text, at, proposed, said)))
    }

    /// The mark of a text, met for the first time or again.
    fn mark(&mut self, text: &str, first: CellRef, proposed: Marked, said: Option<Marked>) -> usize {
        let next = self.marks.len();
        let index = *self.by_key.entry(key(text)).or_insert(next);
        if index == next {
            let written = text.trim_matches(crate::text::is_space).to_owned();
            self.marks.push(Mark { written, first, cells: 0, proposed, said });
        }
        index
    }

    fn marked(&mut self, at: CellRef, mark: usize) -> Asked {
        let proposed = self.marks[mark].proposed;
        self.answered(at, mark, |at, written| problems::unconfirmed(at, written, proposed))
    }

    /// What the person said that a text asks for, which by itself is a question; nothing is proposed to happen.
    pub(super) fn asked(
        &mut self,
        at: CellRef,
        text: &str,
        question: impl FnOnce(CellRef, &str) -> Diagnostic,
    ) -> Asked {
        let mark = self.mark(text, at, Marked::Nothing, self.overlay.legend.get(text));
        self.answered(at, mark, question)
    }

    fn answered(&mut self, at: CellRef, mark: usize, question: impl FnOnce(CellRef, &str) -> Diagnostic) -> Asked {
        let mark = &mut self.marks[mark];
        mark.cells += 1;
        match mark.said {
            None => Err(Box::new(question(at, &mark.written))),
            Some(Marked::Nothing) => Ok(None),
            Some(Marked::Remove) => Ok(Some(Wish::Remove)),
            Some(Marked::Level(level)) => self.fitting(at, level),
        }
    }

    /// What a number asks for; a question where the sheet leaves open whether it is a level of the scale.
    fn level(&mut self, at: CellRef, number: Proficiency) -> Asked {
        let is = |level| number == Proficiency::whole(level);
        let is_open = self.numbers.is_some() || self.zeros && is(0) || self.ones && is(1);
        if !is_open && !self.says_numbers {
            return self.fitting(at, number);
        }
        let written = number.to_string();
        let said = self.overlay.legend.get(&written);
        if !is_open && said.is_none() {
            return self.fitting(at, number);
        }
        let (scale, numbers, turned_round) = (self.scale, self.numbers, self.overlay.turned_round);
        let level = match numbers {
            Some(numbers) => numbers.proposed(number, scale),
            None => is(1).then(|| scale.best_level()),
        };
        let in_sheet = |level| if turned_round { scale.turned_round(level) } else { level };
        let proposed = level.map_or(Marked::Nothing, |level| Marked::Level(in_sheet(level)));
        let mark = self.mark(&written, at, proposed, said);
        self.answered(at, mark, |at, written| match numbers {
            Some(Numbers::OtherScale(worst, best)) => {
                problems::other_scale(at, written, (worst, best), proposed, scale)
            }
            Some(Numbers::Counts) => problems::counted(at, written),
            None => problems::unconfirmed(at, written, proposed),
        })
    }

    fn fitting(&self, at: CellRef, number: Proficiency) -> Asked {
        let misfit = |misfit: Misfit| Box::new(problems::misfit(at, number, misfit, self.scale));
        let level = self.scale.level(number).map_err(misfit)?;
        Ok(Some(Wish::Assign(if self.overlay.turned_round { self.scale.turned_round(level) } else { level })))
    }
}
