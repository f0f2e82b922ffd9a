//! What an outage costs: its own length, and how long it takes to find out that it is over.

use std::time::Duration;

use skillsheet_skills::{CallStatus, Manners};

use crate::model::{Limit, Reply, Rule, SECOND, Setup, least, plain, run};

const LIMIT: Limit = Limit { rule: Rule::Sliding, requests: 300, window: 60 * SECOND };
const PROBE: u64 = 10 * SECOND;

#[test]
fn a_run_goes_on_by_itself_and_as_fast_as_before() {
    for (calls, from, long) in [(50, 2, 1), (1_000, 3, 30), (1_000, 70, 600), (10_000, 500, 8 * 3_600)] {
        let plain = plain(calls, 6, 200_000, LIMIT);
        let manners = Manners { probe: Some(Duration::from_micros(PROBE)), ..plain.manners };
        let outage = (from * SECOND, (from + long) * SECOND);
        let ended = run(&Setup { manners, outages: vec![outage], ..plain });
        let what = format!("{calls} calls, cut off after {from} s for {long} s");
        let least = least(calls as u64, 6, 200_000, LIMIT);
        assert!(ended.journal.statuses.iter().all(|status| *status == CallStatus::Applied), "{what}");
        assert_eq!((ended.stops.len(), ended.server.told_off), (0, 0), "{what}");
        // The last wait for a try is lengthened by a second at most.
        let most = least * 100 / 97 + long * SECOND + PROBE + SECOND;
        assert!(ended.ended <= most, "{what}: {} for at most {most}", ended.ended);
        let lost = ended.server.log.iter().filter(|entry| entry.reply == Reply::NoConnection).count() as u64;
        assert!(lost <= 6 + 5 + long * SECOND / PROBE, "{what}: {lost} came to nothing");
    }
}
