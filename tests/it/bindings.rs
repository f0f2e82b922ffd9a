//! The front end's bindings are written from the shell's list of commands and events.

use crate::sources::read;

#[test]
fn the_bindings_are_fresh() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bindings.ts");
    skillsheet::ipc::write_bindings(&path).expect("the bindings can be written");
    let fresh = std::fs::read_to_string(&path).expect("they were written");
    let kept = read("ui/src/backend/bindings.ts");
    assert!(fresh == kept, "ui/src/backend/bindings.ts is stale: {}", first_difference(&fresh, &kept));
}

fn first_difference(fresh: &str, kept: &str) -> String {
    let pairs = fresh.lines().zip(kept.lines()).enumerate();
    match pairs.filter(|(_, (fresh, kept))| fresh != kept).map(|(number, (fresh, _))| (number + 1, fresh)).next() {
        Some((number, line)) => format!("line {number} should be {line:?}"),
        None => format!("it has {} lines and should have {}", kept.lines().count(), fresh.lines().count()),
    }
}
