//! What the window may do: its configuration, its content policy and its rights.

use serde_json::{Value, json};

use crate::sources::{read, root};

fn config() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).expect("tauri.conf.json is JSON")
}

#[test]
fn the_window_asks_tauri_for_its_title_and_for_nothing_else() {
    let files: Vec<String> = std::fs::read_dir(root().join("src-tauri/capabilities"))
        .expect("there are capabilities")
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, ["main.json"]);
    let capability: Value = serde_json::from_str(&read("src-tauri/capabilities/main.json")).expect("it is JSON");
    assert_eq!(capability["permissions"], json!(["core:window:allow-set-title"]));
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability.get("remote"), None);
    assert_eq!(config()["app"]["security"]["capabilities"], json!(["main"]));
}

#[test]
fn the_content_policy_allows_our_own_files_and_the_way_to_the_engine() {
    let config = config();
    let policy = config["app"]["security"]["csp"].as_object().expect("the policy is a list of directives");
    assert_eq!(policy["default-src"], "'none'");
    let allowed = ["'none'", "'self'", "ipc:", "http://ipc.localhost"];
    for (directive, sources) in policy {
        for source in sources.as_str().expect("a directive is a text").split(' ') {
            assert!(allowed.contains(&source), "{directive} lets in {source}");
        }
    }
    for directive in ["script-src", "style-src", "img-src", "font-src"] {
        assert_eq!(policy[directive], "'self'", "{directive}");
    }
}

#[test]
fn there_is_one_hardened_window() {
    let config = config();
    let windows = config["app"]["windows"].as_array().expect("there are windows");
    assert_eq!(windows.len(), 1);
    assert_eq!(windows[0]["label"], "main");
    assert_eq!(windows[0].get("url"), None, "the window shows the front end inside the app");
    assert_eq!(config["app"]["withGlobalTauri"], false);
    assert_eq!(config["app"]["security"]["freezePrototype"], true);
    assert_eq!(config["build"].get("devUrl"), None);
}
