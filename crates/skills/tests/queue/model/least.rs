//! The least time that any client needs.

use super::meter::{Limit, Micros};

/// The least time in which `calls` requests can be answered, `concurrency` at once, each taking `latency`, where no
/// window sees more than the limit: with R the earliest moment at which a request may leave, and equal requests on
/// equal machines, the maximum over m of R(m) + ceil((calls - m) / concurrency) * latency.
///
/// Who cannot know which rule counts, and where its windows begin, has to keep to the strictest, the sliding one.
pub fn least(calls: u64, concurrency: u64, latency: Micros, limit: Limit) -> Micros {
    let earliest = |m: u64| limit.window * (m / u64::from(limit.requests));
    (0..calls).map(|m| earliest(m) + (calls - m).div_ceil(concurrency) * latency).max().unwrap_or(0)
}
