//! The scale on which a platform gives levels, and how it is kept in whole numbers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A platform's scale of levels. Levels are kept as whole numbers of steps; on a scale with half levels, 9 stands for 4.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Told", try_from = "Told")]
pub struct Scale {
    /// The lowest number, in steps.
    pub least: u32,
    /// The highest number, in steps.
    pub most: u32,
    /// How many steps make one level; at least 1.
    pub per_level: u32,
    /// Whether the lowest number is the best one.
    pub least_is_best: bool,
}

/// A scale in the platform's own numbers, as it stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Told {
    least: f64,
    most: f64,
    step: f64,
    least_is_best: bool,
}

impl From<Scale> for Told {
    fn from(scale: Scale) -> Self {
        let Scale { least, most, per_level, least_is_best } = scale;
        let step = 1.0 / f64::from(per_level.max(1));
        Self { least: scale.shown(least), most: scale.shown(most), step, least_is_best }
    }
}

impl TryFrom<Told> for Scale {
    type Error = &'static str;

    fn try_from(told: Told) -> Result<Self, Self::Error> {
        let per_level = whole(1.0 / told.step).filter(|steps| *steps > 0).ok_or("step must be 1, 0.5 or the like")?;
        let scale = Self { least: 0, most: 0, per_level, least_is_best: told.least_is_best };
        let ends = scale.kept(told.least).zip(scale.kept(told.most)).ok_or("least and most must be whole steps")?;
        Ok(Self { least: ends.0, most: ends.1, ..scale })
    }
}

/// A number that is whole and fits.
fn whole(number: f64) -> Option<u32> {
    // Checked to be whole and within the type, so nothing is cut off.
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number)).then_some(number as u32)
}

impl Scale {
    /// 0 to 100, higher is better.
    pub const HUNDRED: Self = Self { least: 0, most: 100, per_level: 1, least_is_best: false };

    /// A kept level in the platform's own numbers.
    pub fn shown(self, kept: u32) -> f64 {
        f64::from(kept) / f64::from(self.per_level.max(1))
    }

    /// The same as JSON: whole numbers as such on a scale without parts of levels.
    pub(crate) fn json(self, kept: u32) -> Value {
        if self.per_level <= 1 { json!(kept) } else { json!(self.shown(kept)) }
    }

    /// A number of the platform's as it is kept; nothing when it is no whole number of steps, or below nought. The scale's ends
    /// are not asked about.
    pub fn kept(self, shown: f64) -> Option<u32> {
        whole(shown * f64::from(self.per_level.max(1)))
    }

    /// Whether a kept level is on the scale.
    pub fn holds(self, kept: u32) -> bool {
        (self.least..=self.most).contains(&kept)
    }

    /// Where a level of 0 to 100, of which 100 is best, stands on this scale, as it is kept.
    pub fn of_hundred(self, level: u32) -> u32 {
        let level = level.min(100);
        let span = self.most.saturating_sub(self.least);
        if self.least_is_best {
            (self.most + 1 - (level * (span + 1)).div_ceil(100)).clamp(self.least, self.most)
        } else {
            self.least + (level * span + 50) / 100
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALVES: Scale = Scale { least: 0, most: 10, per_level: 2, least_is_best: false };
    const ONE_IS_BEST: Scale = Scale { least: 1, most: 20, per_level: 1, least_is_best: true };

    #[test]
    fn a_hundred_is_laid_over_every_scale() {
        for (level, halves, ranks) in
            [(0, 0, 20), (1, 0, 20), (5, 1, 20), (6, 1, 19), (50, 5, 11), (75, 8, 6), (99, 10, 1), (100, 10, 1)]
        {
            let got = [Scale::HUNDRED, HALVES, ONE_IS_BEST].map(|scale| scale.of_hundred(level));
            assert_eq!(got, [level, halves, ranks], "{level}");
        }
    }

    #[test]
    fn levels_are_kept_in_steps_and_told_in_the_platforms_numbers() {
        assert_eq!(
            (HALVES.shown(9), HALVES.kept(4.5), HALVES.kept(4.2), HALVES.kept(-0.5)),
            (4.5, Some(9), None, None)
        );
        assert_eq!((HALVES.json(8), ONE_IS_BEST.json(8)), (json!(4.0), json!(8)));
        for scale in [Scale::HUNDRED, HALVES, ONE_IS_BEST] {
            let told = serde_json::to_string(&scale).unwrap();
            assert_eq!(serde_json::from_str::<Scale>(&told).unwrap(), scale, "{told}");
        }
        assert!(serde_json::from_str::<Scale>(r#"{"least":0,"most":5,"step":0,"leastIsBest":false}"#).is_err());
    }
}
