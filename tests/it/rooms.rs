//! What belongs in one room of the house, and is found in no other.

use crate::sources::{nowhere, read, sources};

#[test]
fn sql_lives_in_the_journal() {
    let sql = r"\brusqlite\b|\b(SELECT .+ FROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX)|PRAGMA) ?\b";
    nowhere(
        "SQL belongs in the journal",
        &sources(&["crates", "src-tauri"], &[".rs"]),
        sql,
        // Its tests stand in for another program that holds the file.
        &["crates/engine/src/journal", "crates/engine/tests/"],
    );
}

#[test]
fn platforms_are_named_in_platforms_only() {
    let mut code = sources(&["crates", "src-tauri", "ui/src"], &[".rs", ".ts", ".tsx"]);
    // The practice centre speaks the dialects from the other end, and tests say which one they speak.
    code.retain(|source| !source.path.ends_with(".test.ts"));
    for source in &mut code {
        let tests = source.text.find("#[cfg(test)]\nmod tests {").unwrap_or(source.text.len());
        source.text.truncate(tests);
    }
    let allowed = [
        "crates/platforms/",
        "crates/practice/",
        "crates/engine/tests/",
        "crates/engine/benches/",
        // Tests that cut a run off at its commits stand where commits can be watched.
        "crates/engine/src/journal/crash/",
        "crates/cli/tests/",
        // What only the window says of a product: where its administrator finds the keys, in the product's own words.
        "ui/src/connections/platforms/",
    ];
    nowhere("A platform's name belongs in its own folder", &code, "(?i)genesys|cxone|wrapped.?put", &allowed);
}

#[test]
fn the_window_names_platforms_as_the_engine_does() {
    let named = regex::Regex::new(r#"(?m)^  name: "([^"]+)",$"#).expect("the pattern is right");
    let fronts = sources(&["ui/src/connections/platforms"], &[".tsx"]);
    let names: Vec<&str> =
        fronts.iter().flat_map(|front| named.captures_iter(&front.text)).map(|it| it.extract::<1>().1[0]).collect();
    assert!(!names.is_empty(), "the window has words for products");
    for name in names {
        assert!(skillsheet_engine::platforms::Settings::of(name).is_some(), "the window speaks of {name}");
        assert!(skillsheet_practice::Dialect::named(name).is_some(), "nobody can practise on {name}");
    }
}

#[test]
fn the_window_knows_whom_a_next_step_is_for() {
    let window = read("ui/src/connections/AskSomebody.tsx");
    let engine = sources(&["crates/platforms/src", "crates/engine/src"], &[".rs"]);
    for words in ["Ask your IT department", "Copy a message for your admin", "Ask your admin"] {
        assert!(window.contains(&format!("\"{words}\"")), "the window does not look for “{words}”");
        let is_said = engine.iter().any(|source| source.text.contains(&format!("\"{words}")));
        assert!(is_said, "no next step begins “{words}”");
    }
}

#[test]
fn only_the_backend_folder_talks_to_tauri() {
    let window = sources(&["ui/src"], &[".ts", ".tsx"]);
    nowhere("Only ui/src/backend talks to Tauri", &window, r"@tauri-apps/|__TAURI|\binvoke\(", &["ui/src/backend/"]);
}

#[test]
fn query_keys_are_made_in_one_file() {
    let window = sources(&["ui/src"], &[".ts", ".tsx"]);
    nowhere("Query keys belong in queries.ts", &window, r"queryKey: *\[", &["ui/src/queries.ts"]);
}

#[test]
fn commands_and_events_cross_in_one_list() {
    let shell = sources(&["src-tauri"], &[".rs"]);
    nowhere("Commands live in commands.rs", &shell, r"#\[tauri::command", &["src-tauri/commands"]);
    nowhere("Events leave through the one Channel", &shell, r"\.emit(_to|_filter)?\(", &[]);
    nowhere("The list of commands is ipc.rs", &shell, "collect_commands!|generate_handler!", &["src-tauri/ipc.rs"]);

    let list = read("src-tauri/ipc.rs");
    let command = regex::Regex::new(r"#\[specta::specta\]\s*pub (?:async )?fn (\w+)").expect("the pattern is right");
    let commands: Vec<String> = shell
        .iter()
        .flat_map(|source| command.captures_iter(&source.text).map(|found| found[1].to_owned()).collect::<Vec<_>>())
        .collect();
    assert!(!commands.is_empty(), "the shell has commands");
    for name in commands {
        let listed = regex::Regex::new(&format!(r"::{name}\b")).expect("the pattern is right");
        assert!(listed.is_match(&list), "{name} is a command that ipc.rs does not list");
    }
}

#[test]
fn the_http_library_never_sends_again_by_itself() {
    let client = sources(&["crates/platforms/src/http"], &[".rs"]);
    let never = client.iter().any(|source| source.text.contains(".retry(retry::never())"));
    assert!(never, "the HTTP client must be told never to retry");
    // A second client would have to be told again.
    let code = sources(&["crates", "src-tauri"], &[".rs"]);
    nowhere(
        "There is one HTTP client",
        &code,
        r"\bClient::(new|builder|default)\(",
        &["crates/platforms/src/http", "crates/practice/"],
    );
}

#[test]
fn secrets_are_uncovered_where_they_are_used_and_nowhere_else() {
    let code = sources(&["crates", "src-tauri"], &[".rs"]);
    let allowed = ["crates/platforms/", "crates/engine/src/vault", "crates/engine/tests/"];
    nowhere("A secret is uncovered only to sign in or to keep it", &code, "expose_secret", &allowed);
    // secrecy refuses to serialise a secret unless its type is marked so.
    nowhere("No secret is ever serialised", &code, "SerializableSecret", &[]);
}
