//! How the sheet is read: which tab, where the headings are, which layout, which columns. Guessed or remembered, said
//! why, and changed by the person.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use skillsheet_skills::{
    CellRef, Directory, Field, Hidden, KeptMapping, Layout, Mapping, Overlay, Sure, heading_candidates, how_sure,
    is_readable, reasons, rest_of_name, shape, suggest, suggest_below, suggest_for_layout,
};
use skillsheet_workbook::Workbook;

use super::Update;
use super::moves::Moves;
use crate::memory::{EarlierMapping, Settled};
use crate::results::taken_back;

/// What of the reading the person said, and where the rest comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    tab: bool,
    headings: bool,
    layout: bool,
    fields: BTreeSet<Field>,
    /// The earlier sheet whose mapping is used.
    earlier: Option<EarlierMapping>,
    /// Whether the person wants it guessed, whatever is remembered.
    fresh: bool,
}

impl Chosen {
    /// Whether the person said anything: then nothing is guessed anew.
    pub(super) fn anything(&self) -> bool {
        self.headings || self.layout || !self.fields.is_empty()
    }

    /// Whether it is settled which column a field has: by the person, or by what they settled with an earlier sheet.
    pub(super) fn settles(&self, field: Field) -> bool {
        self.earlier.is_some() || self.fields.contains(&field)
    }
}

/// Why the sheet is read as it is: a short sentence without a full stop for each guess.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guesses {
    /// Why this tab.
    pub tab: String,
    /// Why the headings are there.
    pub headings: String,
    /// Why this layout.
    pub layout: String,
    /// Why each field that has a column has that one.
    pub fields: Vec<(Field, String)>,
    /// How sure it is that each field is in its column.
    pub sure: Vec<(Field, Sure)>,
}

impl Guesses {
    /// Why a field has its column.
    pub fn why(&self, field: Field) -> &str {
        self.fields.iter().find(|(of, _)| *of == field).map_or("", |(_, why)| why)
    }

    /// How sure it is that a field is in its column.
    pub fn sure(&self, field: Field) -> Sure {
        self.sure.iter().find(|(of, _)| *of == field).map_or(Sure::PleaseCheck, |(_, sure)| *sure)
    }
}

/// What became of the corrections when the file was read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Corrections that still fit, also those whose row has moved.
    pub kept: usize,
    /// The cells, as they were called, whose corrections no longer fit.
    pub dropped: Vec<CellRef>,
}

const YOU_CHOSE: &str = "You chose it";

impl Update {
    /// The earlier sheet whose mapping is used, if one is.
    pub fn earlier(&self) -> Option<&EarlierMapping> {
        self.chosen.earlier.as_ref()
    }

    /// Why the sheet is read as it is.
    pub fn guesses(&self) -> &Guesses {
        self.derived.guesses.get_or_init(|| self.explain_guesses())
    }

    fn explain_guesses(&self) -> Guesses {
        let reasons = reasons(self.sheet(), &self.mapping, self.directory());
        let Chosen { tab, headings, layout, fields, earlier, .. } = &self.chosen;
        let as_before = earlier.as_ref().map(|earlier| format!("As in “{}”", earlier.sheet));
        let say = |chosen: bool, reason: String| match (chosen, &as_before) {
            (true, _) => YOU_CHOSE.to_owned(),
            (false, Some(before)) => before.clone(),
            (false, None) => reason,
        };
        let of_fields = reasons.fields.into_iter();
        Guesses {
            tab: if *tab { YOU_CHOSE.to_owned() } else { self.why_tab() },
            headings: say(*headings, reasons.headings),
            layout: say(*layout, reasons.layout),
            fields: of_fields.map(|(field, why)| (field, say(fields.contains(&field), why))).collect(),
            sure: Field::ALL
                .map(|field| (field, how_sure(self.sheet(), &self.mapping, field, self.directory())))
                .to_vec(),
        }
    }

    /// Guesses how the chosen tab is read, or remembers it.
    pub(super) fn guess(&mut self) {
        let known = self.terms.directory.clone().unwrap_or_default();
        let sheet = self.workbook.tabs[self.tab].clone();
        let earlier = if self.chosen.fresh { None } else { self.remembered(&known) };
        match &earlier {
            Some((mapping, earlier)) => {
                self.mapping = mapping.clone();
                if earlier.scale == self.terms.scale {
                    let mut legend = earlier.kept.legend.clone();
                    // What was said for this sheet outranks what was said for an earlier one.
                    legend.extend(&self.overlay.legend);
                    self.overlay.legend = legend;
                    self.overlay.turned_round |= earlier.kept.turned_round;
                }
            }
            None => self.mapping = suggest(&sheet, &known),
        }
        self.chosen.earlier = earlier.map(|(_, earlier)| earlier);
    }

    /// How a sheet of this shape was read before, if that still makes sense here.
    fn remembered(&self, known: &Directory) -> Option<(Mapping, EarlierMapping)> {
        let sheet = &self.workbook.tabs[self.tab];
        heading_candidates(sheet).find_map(|row| {
            let earlier = self.terms.memory.mappings.get(&shape(sheet, row, known)?)?;
            let mapping = Mapping { heading_row: row, ..earlier.kept.mapping.clone() };
            is_readable(sheet, &mapping, known).then(|| (mapping, earlier.clone()))
        })
    }

    /// Guesses anew, whatever is remembered and was chosen.
    pub fn start_fresh(&mut self) {
        self.chosen = Chosen { fresh: true, tab: self.chosen.tab, ..Chosen::default() };
        (self.overlay.legend, self.overlay.turned_round) = Default::default();
        self.guess();
        self.derive();
    }

    /// What the person settled with this sheet.
    pub fn settled(&self, now: Timestamp) -> Settled {
        Settled { mapping: self.to_remember(now), aliases: self.aliases() }
    }

    /// What is to be remembered for sheets of this shape: none where all of it was guessed.
    fn to_remember(&self, now: Timestamp) -> Option<(String, EarlierMapping)> {
        // What is still open is not settled for later sheets either.
        if self.columns().is_ok_and(|columns| !columns.rivals.is_empty()) {
            return None;
        }
        let said = self.chosen.anything() || !self.overlay.legend.is_empty() || self.overlay.turned_round;
        let shape = shape(&self.workbook.tabs[self.tab], self.mapping.heading_row, self.directory())?;
        let (sheet, scale) = (self.workbook.name.clone(), self.terms.scale);
        (said || self.chosen.earlier.is_some())
            .then(|| (shape, EarlierMapping { kept: self.kept_mapping(), scale, sheet, at: now }))
    }

    /// How the sheet is read, to be kept.
    pub fn kept_mapping(&self) -> KeptMapping {
        let Overlay { legend, turned_round, .. } = &self.overlay;
        KeptMapping { mapping: self.mapping.clone(), legend: legend.clone(), turned_round: *turned_round }
    }

    /// Reads the sheet as it was kept.
    pub fn use_mapping(&mut self, kept: KeptMapping) {
        let KeptMapping { mapping, legend, turned_round } = kept;
        self.chosen =
            Chosen { headings: true, layout: true, fields: Field::ALL.into(), fresh: true, ..self.chosen.clone() };
        self.chosen.earlier = None;
        self.mapping = mapping;
        self.overlay.legend.extend(&legend);
        self.overlay.turned_round = turned_round;
        self.derive();
    }

    /// Chooses a tab; its columns are guessed anew. Corrections belong to a tab, so they go.
    pub fn choose_tab(&mut self, tab: usize) {
        if tab < self.workbook.tabs.len() && tab != self.tab {
            self.tab = tab;
            self.overlay = Overlay::default();
            (self.done, self.undone) = (Vec::new(), Vec::new());
            self.chosen = Chosen { tab: true, fresh: self.chosen.fresh, ..Chosen::default() };
            self.guess();
            self.derive();
        }
    }

    /// Says in which row the headings are; the columns are guessed anew.
    pub fn set_heading_row(&mut self, row: u32) {
        self.mapping = Mapping { hidden: self.mapping.hidden, ..suggest_below(self.sheet(), row, self.directory()) };
        self.say(|chosen| {
            *chosen = Chosen { headings: true, tab: chosen.tab, fresh: chosen.fresh, ..Chosen::default() };
        });
    }

    /// Says how many rows the headings take, 1 or 2.
    pub fn set_heading_rows(&mut self, rows: u32) {
        self.mapping.heading_rows = rows.clamp(1, 2.min(self.mapping.heading_row));
        self.say(|chosen| chosen.headings = true);
    }

    /// Says how the sheet is laid out; the columns are guessed anew.
    pub fn set_layout(&mut self, layout: Layout) {
        let Mapping { heading_row, heading_rows, hidden, .. } = self.mapping;
        let suggested = suggest_for_layout(self.sheet(), heading_row, layout, self.directory());
        self.mapping = Mapping { heading_rows, hidden, ..suggested };
        self.say(|chosen| {
            chosen.layout = true;
            chosen.fields.clear();
        });
    }

    /// Gives a column to a field. Where the agents' column is one of first or last names, it goes on in the other one.
    pub fn set_column(&mut self, field: Field, column: Option<u32>) {
        self.mapping.set_column(field, column);
        if field == Field::Agent {
            self.mapping.agent_rest = rest_of_name(self.sheet(), &self.mapping, self.directory());
        }
        self.say(|chosen| {
            chosen.fields.insert(field);
        });
    }

    /// Says what happens with rows and columns that are hidden in the workbook.
    pub fn set_hidden(&mut self, hidden: Hidden) {
        self.mapping.hidden = hidden;
        self.derive();
    }

    fn say(&mut self, chosen: impl FnOnce(&mut Chosen)) {
        chosen(&mut self.chosen);
        self.derive();
    }

    /// Takes the workbook as it was read again. Corrections stay where they still fit: where the cell holds what it held,
    /// or its row is found elsewhere.
    pub fn set_workbook(&mut self, workbook: Arc<Workbook>) -> Reread {
        let workbook = taken_back(workbook);
        let before = self.workbook.tabs[self.tab].clone();
        let Some(tab) = workbook.tabs.iter().position(|tab| tab.tab == before.tab) else {
            let dropped = self.overlay.texts.keys().copied().collect();
            let compared = self.compared.take();
            *self = Update::new(workbook, self.terms.clone());
            self.compared = compared;
            self.derive();
            return Reread { kept: 0, dropped };
        };
        let moves = Moves::new(&before, &workbook.tabs[tab]);
        let (overlay, reread) = moves.follow(&self.overlay);
        let steps = |steps: &[Overlay]| moves.follow_steps(steps, &overlay);
        (self.done, self.undone) = (steps(&self.done), steps(&self.undone));
        (self.workbook, self.tab, self.overlay) = (workbook, tab, overlay);
        self.tabs_with_agents = OnceLock::new();
        if !self.chosen.anything() {
            self.guess();
        }
        self.derive();
        reread
    }
}
