//! `demo`: needs no keyring, no connection and no network.

use skillsheet_practice::Options;

use crate::world::{World, told};

#[test]
fn the_demo_does_the_whole_job_and_checks_itself() {
    for platform in [&[][..], &["--platform", "genesys-cloud"], &["--platform", "nice-cxone"]] {
        does_the_whole_job(platform);
    }
    let world = World::new(Options::fast());
    world.cli(&["demo", "--platform", "pigeon-post"]).expect_status(2).failure();
}

fn does_the_whole_job(platform: &[&str]) {
    let world = World::new(Options::fast());
    let mut command = world.command(&[&["demo"][..], platform].concat());
    let told = told(command.env_remove("SKILLSHEET_CLIENT_SECRET").output().expect("it runs")).expect_status(0);
    let results = told.stdout.lines().find_map(|line| line.strip_prefix("Results: ")).expect("the results' path");
    assert!(std::path::Path::new(results).is_file(), "{told:?}");
    assert_eq!(told.stdout.lines().filter(|line| line.starts_with("  yes ")).count(), 5, "{told:?}");
    assert!(!told.stdout.contains("  NO "), "{told:?}");
    assert!(world.data().join("Sample grid.xlsx").is_file());
}
