//! What is counted.

use serde::Serialize;

/// What one run, or several, came to. Requests are those that the centre counted, signing in left out.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    pub platform: &'static str,
    pub seed: u64,
    pub runs: u32,
    /// How often the program was killed.
    pub kills: u32,
    pub changes: usize,
    pub requests: usize,
    pub writes: usize,
    /// Writes of the run that was left alone, on a centre where nothing goes wrong.
    pub writes_alone: usize,
    /// Requests that were made to go wrong.
    pub struck: usize,
    /// Requests whose client was killed before it had its answer.
    pub cut_off: usize,
    /// Changes whose request was carried out more than once.
    pub applied_twice: usize,
    /// Requests refused because there were too many, beside those refused on purpose.
    pub too_many: usize,
    pub most_in_flight: usize,
    pub most_in_window: usize,
    pub seconds: f64,
}

impl Figures {
    pub fn add(&mut self, other: &Figures) {
        self.runs += other.runs;
        self.kills += other.kills;
    }
}
