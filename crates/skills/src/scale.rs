//! Levels, and the scales that platforms keep them on.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::sheet::number_text;

const PER_UNIT: f64 = 1000.0;

/// How well an agent knows a skill, on the scale of the platform it belongs to. Kept in thousandths, so that equal
/// levels are equal whatever arithmetic they went through.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Proficiency(i32);

impl Proficiency {
    /// The level nearest to a number, or `None` for what is no level at all: not finite, or beyond ±1,000,000.
    pub fn new(number: f64) -> Option<Self> {
        (number.is_finite() && number.abs() <= 1_000_000.0).then(|| Proficiency((number * PER_UNIT).round() as i32))
    }

    /// A whole level.
    pub const fn whole(number: i16) -> Self {
        Proficiency(number as i32 * PER_UNIT as i32)
    }

    /// The level as a number.
    pub fn number(self) -> f64 {
        f64::from(self.0) / PER_UNIT
    }
}

impl fmt::Display for Proficiency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&number_text(self.number()))
    }
}

impl fmt::Debug for Proficiency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Proficiency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Whole levels are written without a point: some platforms refuse `3.0` where they expect an integer.
        if self.0 % PER_UNIT as i32 == 0 {
            serializer.serialize_i32(self.0 / PER_UNIT as i32)
        } else {
            serializer.serialize_f64(self.number())
        }
    }
}

impl<'de> Deserialize<'de> for Proficiency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Proficiency::new(number).ok_or_else(|| serde::de::Error::custom("not a level"))
    }
}

/// Which end of a scale is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Best {
    /// The highest number.
    High,
    /// The lowest number.
    Low,
}

/// A platform's proficiency scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scale {
    /// The lowest number.
    pub min: Proficiency,
    /// The highest number.
    pub max: Proficiency,
    /// The distance between neighbouring levels, above 0.
    pub step: Proficiency,
    /// Which end is best.
    pub best: Best,
}

/// Why a number is no level of a scale. Each carries the nearest level that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Above the highest number.
    TooHigh(Proficiency),
    /// Below the lowest number.
    TooLow(Proficiency),
    /// Between two levels.
    OffStep(Proficiency),
}

impl Misfit {
    /// The level that would fit.
    pub fn nearest(self) -> Proficiency {
        match self {
            Misfit::TooHigh(level) | Misfit::TooLow(level) | Misfit::OffStep(level) => level,
        }
    }
}

impl Scale {
    /// Whether the scale makes sense: `min` below `max`, a positive step no larger than their distance.
    pub fn is_sound(&self) -> bool {
        self.min < self.max && self.step.0 > 0 && self.step.0 <= self.max.0 - self.min.0
    }

    /// The level for a number.
    ///
    /// # Errors
    /// The way in which it does not fit, with the nearest level that does.
    pub fn level(&self, number: Proficiency) -> Result<Proficiency, Misfit> {
        if number > self.max {
            return Err(Misfit::TooHigh(self.max));
        }
        if number < self.min {
            return Err(Misfit::TooLow(self.min));
        }
        let over = number.0 - self.min.0;
        if over % self.step.0 == 0 {
            return Ok(number);
        }
        let steps = (f64::from(over) / f64::from(self.step.0)).round() as i32;
        Err(Misfit::OffStep(Proficiency((self.min.0 + steps * self.step.0).min(self.max.0))))
    }

    /// The level at the same distance from the other end, for sheets whose writer thought the other end best.
    pub fn turned_round(&self, level: Proficiency) -> Proficiency {
        Proficiency(self.min.0.saturating_add(self.max.0).saturating_sub(level.0))
    }

    /// The number at the best end.
    pub fn best_level(&self) -> Proficiency {
        match self.best {
            Best::High => self.max,
            Best::Low => self.min,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(min: f64, max: f64, step: f64) -> Scale {
        let level = |number| Proficiency::new(number).unwrap();
        Scale { min: level(min), max: level(max), step: level(step), best: Best::High }
    }

    #[test]
    fn numbers_fit_a_scale_or_say_how_they_do_not() {
        let level = |number| Proficiency::new(number).unwrap();
        for (scale, number, expected) in [
            (scale(0.0, 100.0, 1.0), 50.0, Ok(50.0)),
            (scale(0.0, 100.0, 1.0), 100.0, Ok(100.0)),
            (scale(0.0, 100.0, 1.0), 130.0, Err(Misfit::TooHigh(level(100.0)))),
            (scale(0.0, 100.0, 1.0), -1.0, Err(Misfit::TooLow(level(0.0)))),
            (scale(0.0, 5.0, 0.5), 4.5, Ok(4.5)),
            (scale(0.0, 5.0, 0.5), 4.2, Err(Misfit::OffStep(level(4.0)))),
            (scale(1.0, 20.0, 1.0), 19.7, Err(Misfit::OffStep(level(20.0)))),
        ] {
            assert_eq!(scale.level(level(number)), expected.map(level), "{number} on {scale:?}");
        }
    }

    #[test]
    fn levels_are_written_as_platforms_take_them() {
        for (number, json) in [(3.0, "3"), (3.5, "3.5"), (0.1 + 0.2, "0.3"), (-1.0, "-1")] {
            let level = Proficiency::new(number).unwrap();
            assert_eq!(serde_json::to_string(&level).unwrap(), json);
            assert_eq!(serde_json::from_str::<Proficiency>(json).unwrap(), level);
        }
        for nonsense in [f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(Proficiency::new(nonsense), None);
        }
    }

    #[test]
    fn turning_round_keeps_to_the_scale() {
        let scale = scale(1.0, 20.0, 1.0);
        assert_eq!(scale.turned_round(Proficiency::whole(1)), Proficiency::whole(20));
        assert_eq!(scale.turned_round(Proficiency::whole(20)), Proficiency::whole(1));
    }
}
