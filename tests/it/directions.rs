//! Who may depend on whom, as Cargo itself sees it.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

use crate::sources::root;

/// What each crate may use of ours outside its tests. `skillsheet` is the shell.
const ALLOWED: [(&str, &[&str]); 7] = [
    ("skillsheet", &["skillsheet-engine", "skillsheet-practice", "skillsheet-skills"]),
    ("skillsheet-cli", &["skillsheet-engine", "skillsheet-practice", "skillsheet-skills"]),
    ("skillsheet-engine", &["skillsheet-platforms", "skillsheet-skills", "skillsheet-workbook"]),
    ("skillsheet-platforms", &["skillsheet-skills"]),
    ("skillsheet-practice", &[]),
    ("skillsheet-skills", &[]),
    ("skillsheet-workbook", &["skillsheet-skills"]),
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        // Only what this computer compiles: the crates of other systems are not here.
        .other_options(["--locked", "--offline", "--filter-platform", "host-tuple"].map(str::to_owned))
        .exec()
        .expect("cargo describes the workspace")
}

/// Everything that a crate brings into a program: its dependencies and theirs, without those of tests and build scripts.
fn brings(metadata: &Metadata, package: &str) -> BTreeSet<String> {
    let resolve = metadata.resolve.as_ref().expect("cargo resolved the dependencies");
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let start = metadata.packages.iter().find(|candidate| candidate.name == package).expect(package);
    let (mut seen, mut open) = (BTreeSet::new(), vec![&start.id]);
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if normal && seen.insert(metadata[&dependency.pkg].name.to_string()) {
                open.push(&dependency.pkg);
            }
        }
    }
    seen
}

fn members(metadata: &Metadata) -> Vec<String> {
    metadata.workspace_packages().iter().map(|package| package.name.to_string()).collect()
}

#[test]
fn dependencies_point_one_way() {
    let metadata = metadata();
    let ours: BTreeSet<String> = members(&metadata).into_iter().collect();
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    assert_eq!(ours, allowed.keys().map(|name| name.to_string()).collect(), "every crate has its place in the house");

    for package in metadata.workspace_packages() {
        let uses = package.dependencies.iter().filter(|dependency| ours.contains(&dependency.name));
        for dependency in uses {
            // The far end is faked in tests, so any crate's tests may use the practice centre.
            let tests_only = dependency.kind == DependencyKind::Development && dependency.name == "skillsheet-practice";
            assert!(
                tests_only || allowed[package.name.as_str()].contains(&dependency.name.as_str()),
                "{} must not depend on {}",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn only_the_shell_depends_on_tauri() {
    let metadata = metadata();
    let window = |name: &String| {
        ["rfd", "wry", "tao"].contains(&name.as_str()) || name.starts_with("tauri") || name.starts_with("specta")
    };
    assert!(brings(&metadata, "skillsheet").iter().any(window), "the shell opens a window");
    for member in members(&metadata).iter().filter(|member| *member != "skillsheet") {
        let found: Vec<String> = brings(&metadata, member).into_iter().filter(window).collect();
        assert!(found.is_empty(), "{member} brings {found:?}, and must run without a window");
    }
}

#[test]
fn the_domain_brings_no_io_no_clock_and_no_async() {
    let banned = [
        "async-io",
        "async-std",
        "chrono",
        "futures",
        "futures-core",
        "getrandom",
        "hyper",
        "jiff",
        "mio",
        "rand",
        "reqwest",
        "rusqlite",
        "smol",
        "socket2",
        "tempfile",
        "time",
        "tokio",
        "ureq",
    ];
    let found: Vec<String> =
        brings(&metadata(), "skillsheet-skills").into_iter().filter(|name| banned.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "skills brings {found:?}, and is pure");
}

#[test]
fn nothing_retries_beside_the_runner() {
    let retries = [
        "again",
        "backoff",
        "exponential-backoff",
        "reqwest-middleware",
        "reqwest-retry",
        "retry",
        "tokio-retry",
        "tower-retry",
    ];
    let metadata = metadata();
    let found: Vec<&str> =
        metadata.packages.iter().map(|package| package.name.as_str()).filter(|name| retries.contains(name)).collect();
    assert!(found.is_empty(), "{found:?} would send again behind the journal's back");
}
